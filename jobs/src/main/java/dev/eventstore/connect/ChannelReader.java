package dev.eventstore.connect;

import dev.eventstore.spec.ChannelSpec;
import dev.eventstore.spec.ChannelSpec.Topic;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Reads what is on a channel and what comes to it. For one thread. */
public interface ChannelReader extends AutoCloseable {
  /**
   * @param besideCheckpoints where channels are that have no place of their own
   * @throws ConnectException where it cannot be read
   */
  static ChannelReader of(ChannelSpec channel, String besideCheckpoints) {
    return channel instanceof Topic topic
        ? new TopicReader(topic.topic(), topic.properties())
        : new ChannelFolder(Path.of(Channels.folder(channel, besideCheckpoints).toUri()));
  }

  /**
   * Hands over every record that has come since the last call, up to the end there is now.
   *
   * @throws ConnectException where it cannot be read
   */
  void readToEnd(Consumer<byte[]> values);

  @Override
  void close();
}
