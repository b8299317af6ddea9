package dev.eventstore.spec;

import dev.eventstore.text.CsvDialect;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A source.
 *
 * @param rank its place in the store file from 0; an event that several sources report belongs to
 *     the one of lowest rank
 * @param filter CEL over {@code record}, or null: which incoming records are usage at all
 * @param fields store field to CEL over {@code record}; other fields map by name
 */
public record SourceSpec(
    String name,
    String region,
    int rank,
    Input input,
    Format format,
    String filter,
    Map<String, String> fields,
    Completeness complete)
    implements Serializable {

  /** Where the records come from. */
  public sealed interface Input extends Serializable {}

  /**
   * @param properties client properties, those of the default cluster included
   * @param start where reading begins; null: at the beginning, and records must not be gone
   * @param until where reading ends; null: never
   */
  public record KafkaInput(
      String topic, KafkaProperties properties, TopicPlace start, TopicPlace until)
      implements Input {
    /** Read from the beginning, for ever. */
    public KafkaInput(String topic, KafkaProperties properties) {
      this(topic, properties, null, null);
    }
  }

  /**
   * A place in each partition of a topic.
   *
   * @param time the first record of this Kafka timestamp or later
   */
  public record TopicPlace(Instant time) implements Serializable {
    /** The first record there is. */
    public static final TopicPlace EARLIEST = new TopicPlace(Instant.MIN);

    /** After the last record there is when the job first starts. */
    public static final TopicPlace LATEST = new TopicPlace(Instant.MAX);
  }

  /**
   * @param path a file or a folder, absolute, as text so that it serializes
   * @param monitor how often the folder is looked at; null: read once
   */
  public record FilesInput(String path, Duration monitor) implements Input {}

  /** What a record is. */
  public sealed interface Format extends Serializable {
    Format JSON = new Json();
  }

  /** One JSON object. */
  public record Json() implements Format {}

  /** A CloudEvent in structured or binary mode, or a batch of them. */
  public record CloudEvents() implements Format {}

  /**
   * A row.
   *
   * @param header the names of the columns; empty: the first line of a file or record holds them
   */
  public record Csv(CsvDialect dialect, List<String> header) implements Format {
    public Csv {
      header = List.copyOf(header);
    }
  }

  /**
   * A datum of Avro; in files, those of a container.
   *
   * @param schema as JSON, or null
   * @param registry where the schemas of records are, or null
   */
  public record Avro(String schema, Registry registry) implements Format {}

  /** What another store's meter says of its events; a store file does not name it. */
  public record Feed() implements Format {}

  /** A row of a Parquet file. */
  public record Parquet() implements Format {}

  /**
   * A schema registry. It prints without its password.
   *
   * @param url without a slash at its end
   * @param user null: anybody may read it
   */
  public record Registry(String url, String user, String password) implements Serializable {
    @Override
    public String toString() {
      return url;
    }
  }

  /** How a source says that it has reported everything up to a time. */
  public sealed interface Completeness extends Serializable {}

  /** By {@code $complete} markers in the stream. */
  public record Marker() implements Completeness {}

  /**
   * By event time.
   *
   * @param delay how far behind the highest event time a partition's promise stays
   * @param quiet after this much wall time without a record, a partition that has nothing unread is
   *     complete up to now minus delay; null: never
   */
  public record Watermark(Duration delay, Duration quiet) implements Completeness {}

  /** Not at all: it never promises anything, and its markers say nothing. */
  public record Unpromised() implements Completeness {}

  /** The same source, which promises nothing. */
  public SourceSpec unpromised() {
    return new SourceSpec(name, region, rank, input, format, filter, fields, new Unpromised());
  }

  /** Whether the source ends by itself. */
  public boolean bounded() {
    return input instanceof KafkaInput kafka
        ? kafka.until() != null
        : input instanceof FilesInput files && files.monitor() == null;
  }
}
