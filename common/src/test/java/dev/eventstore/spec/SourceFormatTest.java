package dev.eventstore.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.spec.SourceSpec.Avro;
import dev.eventstore.spec.SourceSpec.CloudEvents;
import dev.eventstore.spec.SourceSpec.Csv;
import dev.eventstore.spec.SourceSpec.Format;
import dev.eventstore.spec.SourceSpec.KafkaInput;
import dev.eventstore.spec.SourceSpec.Parquet;
import dev.eventstore.spec.SourceSpec.Registry;
import dev.eventstore.spec.SourceSpec.TopicPlace;
import dev.eventstore.text.CsvDialect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a source's records are, and which of a topic it reads. */
class SourceFormatTest {
  private static final String FILES = "files: {path: in/eu}";
  private static final String KAFKA = "kafka: {topic: t, bootstrap.servers: b}";
  private static final String SCHEMA =
      "{\"type\":\"record\",\"name\":\"U\",\"fields\":[{\"name\":\"id\",\"type\":\"string\"}]}";

  @TempDir Path folder;

  @Test
  void isAWordOrAMapWithOptions() throws Exception {
    assertThat(format("csv")).isEqualTo(new Csv(CsvDialect.STANDARD, List.of()));
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

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "files|format: {type: json, delimiter: ';'}|11: sources[0].format.delimiter: the format json"
            + " has no delimiter; remove it",
        "files|format: {type: csv, delimiter: x}|11: sources[0].format.delimiter: 'x' is not one"
            + " character; write one such as \";\" or \"\\t\", no letter or digit",
        "files|format: {type: csv, delimiter: '\"'}|11: sources[0].format: the delimiter and the quote"
            + " are one character; take another one for either",
        "files|format: {type: csv, header: [a, a]}|11: sources[0].format.header[1]: the column 'a'"
            + " stands twice; remove or rename one",
        "files|format: {type: avro, schema: u.avsc}|11: sources[0].format.schema: the file 'u.avsc'"
            + " cannot be read; check its name and rights",
        "files|format: {type: avro, registry: 'http://r'}|11: sources[0].format: files of Avro hold"
            + " their schema; remove schema and registry",
        "kafka|format: avro|11: sources[0].format: records of Avro need a schema; write {type: avro,"
            + " schema: ...} or {type: avro, registry: ...}",
        "kafka|format: {type: avro, registry: r}|11: sources[0].format.registry: 'r' is no address;"
            + " write it such as http://localhost:8081",
        "kafka|format: parquet|11: sources[0].format: parquet is a format of files; choose another one",
        "files|start: latest|11: sources[0].start: only a source of kafka has a start; remove it",
        "kafka|until: earliest|11: sources[0].until: 'earliest' is not a place in a topic; write"
            + " latest or a time such as 2026-10-01T00:00:00Z",
        "kafka|start: 2026-13-01T00:00:00Z|11: sources[0].start: '2026-13-01T00:00:00Z' is not a"
            + " place in a topic; write earliest, latest or a time such as 2026-10-01T00:00:00Z",
      })
  void refuses(String input, String key, String refusal) {
    String text = StoreFile.with(FILES, (input.equals("kafka") ? KAFKA : FILES) + "\n    " + key);

    assertThat(StoreFile.refusals(folder, text).lines()).contains(refusal);
  }

  private Format format(String format) throws Exception {
    return source(FILES + "\n    format: " + format).format();
  }

  private SourceSpec source(String keys) throws Exception {
    Path file = Files.writeString(folder.resolve("store.yaml"), StoreFile.with(FILES, keys));
    return StoreFiles.read(file).sources().get(0);
  }
}
