package dev.eventstore.spec;

import java.io.Serializable;

/** Where control, quarantine or status goes. */
public sealed interface ChannelSpec extends Serializable {

  /**
   * @param properties client properties, those of the default cluster included
   */
  record Topic(String topic, KafkaProperties properties) implements ChannelSpec {}

  /**
   * @param path an absolute folder
   */
  record Folder(String path) implements ChannelSpec {}

  /** A folder of that name beside the job's checkpoints: there is no default cluster. */
  record BesideCheckpoints(String name) implements ChannelSpec {}
}
