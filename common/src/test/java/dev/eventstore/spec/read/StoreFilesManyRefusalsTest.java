package dev.eventstore.spec.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.spec.StoreFileException;
import dev.eventstore.spec.StoreSpec;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of a whole file at once, and what is never told. */
class StoreFilesManyRefusalsTest {
  @TempDir Path folder;

  @Test
  void readsTheFullExample() throws Exception {
    StoreFile.write(folder, "plans.csv", "account,since,tier\n");
    Path file = StoreFile.write(folder, "store.yaml", StoreFile.resource("full.yaml"));

    assertThat(StoreFiles.read(file, Map.of("PGPASSWORD", "pg-pass")).targets()).hasSize(4);
  }

  @Test
  void tellsEverythingAtOnce() {
    String text =
        """
        apiVersion: eventstore/v1
        stor: usage
        event:
          id: nope
          key: account
          fields: {account: strange}
        sources:
          - name: eu
            files: {path: in, monitor: soon}
            format: yaml
          - name: us
            store: {name: other}
        meters:
          - name: a
            operators: [{filter: [1]}, {lookup: {table: t, key: k, as: x}}]
            targets: [b, c]
          - name: a
            targets: b
        targets:
          b: {store: other, files: {path: x}}
        release: {approval: required}
        """;

    assertThat(StoreFile.refusals(folder, text).lines())
        .containsExactly(
            "2: stor: unknown key 'stor'; did you mean 'store'?",
            "4: event.id: no field is named 'nope'; declare it under event.fields",
            "6: event.fields.account: 'strange' is not known here; did you mean 'string'?",
            "9: sources[0].files.monitor: 'soon' is not a duration above zero; write it such as"
                + " PT15M, PT1H or P1D, at most P36500D",
            "10: sources[0].format: 'yaml' is not known here; write json or cloudevents or csv or"
                + " avro or parquet",
            "12: sources[1].store.meter: the key 'meter' is missing; add it: its meter",
            "12: sources[1].store.kafka: no bootstrap.servers are given; add them here, or to kafka"
                + " at the top of the file",
            "15: meters[0].operators[0].filter: expected an expression, not a list; write a single"
                + " value",
            "15: meters[0].operators[1].lookup.table: no table is named 't'; add it under tables",
            "15: meters[0].operators[1].lookup.key: unknown column 'k'; known are account, nope",
            "16: meters[0].targets[0]: the store 'other' is also a source of this store; remove the"
                + " target or the source",
            "16: meters[0].targets[1]: no target is named 'c'; add it under targets",
            "17: meters[1].name: two meters are named 'a'; rename one",
            "18: meters[1].targets: the store 'other' is also a source of this store; remove the"
                + " target or the source",
            "20: targets.b: files and store stand together; keep one of them");
  }

  @Test
  void neverShowsWhatTheEnvironmentHolds() throws StoreFileException {
    String text = StoreFile.resource("full.yaml");
    for (String value : new String[] {"latest", "revise", "PT1M", "P13M", "P1D", "automatic"}) {
      text = text.replace(": " + value, ": '${env:S}'");
    }
    text =
        text.replace("store: api-usage", "store: ${env:S}")
            .replace("id: event_id", "id: ['${env:S}', '${env:S}']")
            .replace("version: seq", "version: '${env:S}'")
            .replace("every: month", "every: '${env:S}'")
            .replace("anchor: 1 ", "anchor: '${env:S}' ")
            .replace("zone: Europe/Berlin", "zone: '${env:S}'")
            .replace("seq: integer", "seq: '${env:S}'")
            .replace("shards: 1 ", "shards: ${env:S} ")
            .replace("status: {type: integer, required: true}", "status: {type: '${env:S}'}")
            .replace("name: eu\n", "name: '${env:S}'\n")
            .replace("name: us\n", "name: '${env:S}'\n")
            .replace("topic: usage.eu", "topic: '${env:S}'")
            .replace("path: ./in/apac", "path: \"\\0${env:S}\"")
            .replace("on: marker", "on: '${env:S}'")
            .replace("status < 500", "status < ${env:S} +")
            .replace("targets: [usage]", "targets: ['${env:S}', '${env:S}']")
            .replace("format: parquet", "format: '${env:S}'")
            .replace("store: regulatory", "store: '${env:S}'");

    String refusals =
        StoreFile.refusals(folder, text, Map.of("PGPASSWORD", "s3cr3t!", "S", "s3cr3t!"));

    assertThat(refusals).contains("the value of ${env:S} does not fit here; correct the variable");
    assertThat(refusals).doesNotContain("s3cr3t");
  }

  @Test
  void neverShowsAValueThatAnotherKeysRefusalSpeaksOf() {
    String text =
        StoreFile.with("operators: []", "operators: [{derive: {a: '${env:S}'}}, {filter: a + 1}]")
            + "period: {every: '${env:E}', anchor: 1}\n";

    assertThat(StoreFile.refusals(folder, text, Map.of("S", "\"s3cr3t\"", "E", "PT77H")).lines())
        .contains(
            "17: period.anchor: this does not fit with what the environment gives; correct the"
                + " variables used in period")
        .noneMatch(line -> line.contains("s3cr3t") || line.contains("77"));
  }

  @Test
  void keepsSecretsOutOfWhatAStorePrints() throws StoreFileException {
    Path file =
        StoreFile.write(
            folder,
            "store.yaml",
            StoreFile.and(
                "kafka: {bootstrap.servers: 'a:1', odd: '${env:S}', ssl.password: p4ss}"));

    StoreSpec spec = StoreFiles.read(file, Map.of("S", "s3cr3t"));

    assertThat(spec.kafka().get("odd")).isEqualTo("s3cr3t");
    assertThat(spec.toString()).contains("a:1").doesNotContain("s3cr3t").doesNotContain("p4ss");
  }

  @Test
  void namesAllVariablesThatAreNotSet() {
    String text = StoreFile.with("path: out", "path: '${env:A}/${env:B}/${env:C}/${env:A}'");

    assertThat(StoreFile.refusals(folder, text, Map.of("B", "b")))
        .isEqualTo(
            "16: targets.out.files.path: the environment has no variables A, C; set them before the"
                + " store is started");
    assertThat(StoreFile.refusals(folder, text, Map.of("A", "a", "B", "b")))
        .isEqualTo(
            "16: targets.out.files.path: the environment has no variable C; set it before the store"
                + " is started");
  }

  @Test
  void acceptsNumbersFromTheEnvironment() throws StoreFileException {
    Path file =
        StoreFile.write(folder, "store.yaml", StoreFile.and("shards: ${env:N}\nlate: ${env:L}\n"));

    StoreSpec spec = StoreFiles.read(file, Map.of("N", "8", "L", "quarantine"));

    assertThat(spec.shards()).isEqualTo(8);
    assertThat(spec.late()).isEqualTo(StoreSpec.Late.QUARANTINE);
  }
}
