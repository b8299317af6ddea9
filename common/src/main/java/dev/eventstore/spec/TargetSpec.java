package dev.eventstore.spec;

import java.io.Serializable;

/** A target: where the output of the meters that name it goes. */
public record TargetSpec(String name, Output output) implements Serializable {

  public sealed interface Output extends Serializable {}

  /**
   * @param properties client properties, those of the default cluster included
   */
  public record KafkaOutput(String topic, KafkaProperties properties) implements Output {}

  /**
   * @param path an absolute folder
   */
  public record FilesOutput(String path, Format format) implements Output {}

  public enum Format {
    JSONL,
    CSV,
    PARQUET
  }
}
