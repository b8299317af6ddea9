package dev.eventstore.spec;

import java.io.Serializable;

/** A target: where the output of the meters that name it goes. */
public record TargetSpec(String name, Output output) implements Serializable {

  boolean isStore() {
    return output instanceof StoreOutput;
  }

  public sealed interface Output extends Serializable {}

  /**
   * @param properties client properties, those of the default cluster included
   */
  public record KafkaOutput(String topic, KafkaProperties properties) implements Output {}

  /**
   * @param path an absolute folder
   */
  public record FilesOutput(String path, Format format) implements Output {}

  /**
   * Another store, that reads a topic for each meter.
   *
   * @param store its name
   * @param properties client properties of the default cluster
   */
  public record StoreOutput(String store, KafkaProperties properties) implements Output {}

  /**
   * A table of a PostgreSQL database. It prints without its secrets, which may stand in the URL
   * too.
   *
   * @param table may be {@code schema.table}
   * @param user null where the URL names it
   * @param password null where there is none
   */
  public record JdbcOutput(String url, String table, String user, String password)
      implements Output {
    @Override
    public String toString() {
      return "JdbcOutput[table=" + table + "]";
    }
  }

  public enum Format {
    JSONL,
    CSV,
    PARQUET
  }
}
