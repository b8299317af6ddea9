package dev.eventstore.spec.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.spec.SourceSpec;
import dev.eventstore.spec.SourceSpec.Avro;
import dev.eventstore.spec.SourceSpec.CloudEvents;
import dev.eventstore.spec.SourceSpec.Csv;
import dev.eventstore.spec.SourceSpec.Format;
import dev.eventstore.spec.SourceSpec.KafkaInput;
import dev.eventstore.spec.SourceSpec.Parquet;
import dev.eventstore.spec.SourceSpec.Registry;
import dev.eventstore.spec.SourceSpec.TopicPlace;
import dev.eventstore.text.CsvDialect;
import dev.eventstore.text.CsvDialects;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a source's records are, and which of a topic it reads. */
class SourceFormatTest {
  private static final String FILES = "files: {path: in/eu}";
  private static final String KAFKA = "kafka: {topic: t, bootstrap.servers: b}";
  private static final String SCHEMA =
      "{\"type\":\"record\",\"name\":\"U\",\"fields\":[{\"name\":\"id\",\"type\":\"string\"}]}";

  @TempDir Path folder;

  @Test
  void isAWordOrAMapWithOptions() throws Exception {
    assertThat(format("csv")).isEqualTo(new Csv(CsvDialects.STANDARD, List.of()));
    assertThat(format("{type: csv, delimiter: ';', quote: \"'\", nullText: \"-\", header: [a, b]}"))
        .isEqualTo(new Csv(new CsvDialect(';', '\'', "-"), List.of("a", "b")));
    assertThat(format("{type: csv, delimiter: \"\\t\"}"))
        .isEqualTo(new Csv(new CsvDialect('\t', '"', ""), List.of()));
    assertThat(format("cloudevents")).isEqualTo(new CloudEvents());
    assertThat(format("{type: parquet}")).isEqualTo(new Parquet());
    assertThat(format("avro")).isEqualTo(new Avro(null, null));
  }

  @Test
  void anAvroSchemaIsInTheStoreFileOrBesideIt() throws Exception {
    Files.writeString(folder.resolve("u.avsc"), SCHEMA);

    assertThat(source(KAFKA + "\n    format: {type: avro, schema: u.avsc}").format())
        .isEqualTo(new Avro(SCHEMA, null));
    assertThat(source(KAFKA + "\n    format: {type: avro, schema: '" + SCHEMA + "'}").format())
        .isEqualTo(new Avro(SCHEMA, null));
  }

  @Test
  void aRegistryKeepsItsPasswordToItself() throws Exception {
    Avro avro =
        (Avro)
            source(
                    KAFKA
                        + "\n    format: {type: avro, registry: {url: 'http://r:8081/', user: me,"
                        + " password: s3cret}}")
                .format();

    assertThat(avro.registry()).isEqualTo(new Registry("http://r:8081", "me", "s3cret"));
    assertThat(avro.toString()).doesNotContain("s3cret");
  }

  @Test
  void aTopicIsReadFromOnePlaceToAnother() throws Exception {
    KafkaInput input =
        (KafkaInput)
            source(KAFKA + "\n    start: 2026-10-01T00:00:00+02:00\n    until: latest").input();

    assertThat(input.start()).isEqualTo(new TopicPlace(Instant.parse("2026-09-30T22:00:00Z")));
    assertThat(input.until()).isEqualTo(TopicPlace.LATEST);
    assertThat(source(KAFKA + "\n    until: latest").bounded()).isTrue();
    assertThat(source(KAFKA + "\n    start: latest").bounded()).isFalse();
  }

  private Format format(String format) throws Exception {
    return source(FILES + "\n    format: " + format).format();
  }

  private SourceSpec source(String keys) throws Exception {
    Path file = Files.writeString(folder.resolve("store.yaml"), StoreFile.with(FILES, keys));
    return StoreFiles.read(file).sources().get(0);
  }
}
