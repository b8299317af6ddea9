package dev.eventstore.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules between the parts of a file. */
class StoreFilesRulesTest {
  @TempDir Path folder;

  @Test
  void refusesSourcesOfOneTopicOnTheSameCluster() {
    String text =
        StoreFile.with(
            "files: {path: in/eu}",
            """
            kafka: {topic: t, bootstrap.servers: 'a:1,b:1'}
              - {name: us, kafka: {topic: t, bootstrap.servers: ' B:1 '}}
              - {name: apac, kafka: {topic: t, bootstrap.servers: 'c:1'}}
            """);

    assertThat(StoreFile.refusals(folder, text))
        .isEqualTo(
            "11: sources[1].kafka.topic: source 'eu' reads this topic already, and its records"
                + " would be counted twice; remove one of the sources");
  }

  @Test
  void refusesTopicsThatMakeALoop() {
    String text =
        StoreFile.with("files: {path: in/eu}", "kafka: {topic: t}")
                .replace("out: {files: {path: out}}", "out: {kafka: {topic: t}}")
            + """
            kafka: {bootstrap.servers: 'a:1'}
            status: {kafka: {topic: t}}
            control: {kafka: {topic: usage.quarantine}}
            """;

    String loop =
        ": source 'eu' reads this topic, so the store would read its own output; take another"
            + " topic";
    assertThat(StoreFile.refusals(folder, text).lines())
        .containsExactly(
            "16: targets.out.kafka.topic" + loop,
            "18: status.kafka.topic" + loop,
            "19: control.kafka.topic: quarantine uses this topic; take another one");
  }

  @Test
  void refusesASecondAggregateAndWhatCannotFollowOne() {
    String text =
        StoreFile.with(
            "operators: []",
            """
            operators:
                  - aggregate: {by: account, values: {n: count()}}
                  - derive: {m: n + 1}
                  - filter: m > 1
                  - aggregate: {by: [], values: {n: count()}}
            """);

    assertThat(StoreFile.refusals(folder, text).lines())
        .containsExactly(
            "16: meters[0].operators[2].filter: after an aggregate only derive is possible; move"
                + " filter before the aggregate",
            "17: meters[0].operators[3].aggregate: a meter has at most one aggregate; write a"
                + " second meter, or a second store");
  }

  @Test
  void checksExpressionsWhereTheirMeterOrSourceIsSoundOtherwise() {
    String text =
        StoreFile.with(
                "operators: []",
                """
                operators:
                      - filter: bytes + 1
                      - derive: {gb: octets / 2}
                      - aggregate: {by: account, values: {n: median(bytes)}}
                """)
            .replace(
                "files: {path: in/eu}",
                """
                files: {path: in/eu}
                    filter: "'a' + record"
                    fields: {bytes: nowhere}
                """);

    assertThat(StoreFile.refusals(folder, text).lines())
        .anyMatch(line -> line.startsWith("12: sources[0].fields.bytes: "))
        .anyMatch(line -> line.startsWith("17: meters[0].operators[0].filter: "))
        .anyMatch(line -> line.startsWith("18: meters[0].operators[1].derive.gb: "))
        .anyMatch(line -> line.startsWith("19: meters[0].operators[2].aggregate.values.n: "))
        .hasSize(4);
  }

  @Test
  void refusesDatabasesThatCannotTakeTheMeters() {
    String text =
        StoreFile.with(
                "targets: out",
                """
                targets: [out, both]
                  - name: sums
                    operators: [{aggregate: {by: [], values: {n: count()}}}]
                    targets: both
                """)
            + """
                both: {jdbc: {url: "jdbc:postgresql://db/x", table: usage}}
                other: {jdbc: {url: "jdbc:mysql://db/x", table: "usage; drop"}}
              """;

    assertThat(StoreFile.refusals(folder, text).lines())
        .containsExactly(
            "21: targets.both.jdbc: meters with an aggregate and meters without one write to this"
                + " table, whose columns are not the same; use a target for each",
            "22: targets.other.jdbc.url: the database is no PostgreSQL; write a URL such as"
                + " jdbc:postgresql://host:5432/database",
            "22: targets.other.jdbc.table: 'usage; drop' is no name of a table; use letters, digits"
                + " and '_', such as usage or billing.usage");
  }

  @Test
  void refusesStoresThatCannotBeFed() {
    String text =
        StoreFile.with(
                "targets: out",
                """
                targets: [out, other]
                  - name: sums
                    operators: [{aggregate: {by: [], values: {n: count()}}}]
                    targets: other
                  - name: status
                    targets: other
                """)
            + """
                other: {store: other}
              kafka: {bootstrap.servers: "k:1"}
              """;

    assertThat(StoreFile.refusals(folder, text).lines())
        .containsExactly(
            "17: meters[1].targets: a store takes events, and this meter aggregates them; write its"
                + " usage records to kafka",
            "23: targets.other.store: status uses this topic; take another one");
    assertThat(
            StoreFile.refusals(
                folder,
                StoreFile.with(
                    "files: {path: in/eu}", "store: {name: a, meter: b}\n    format: json")))
        .isEqualTo(
            "10: sources[0].store.kafka: no bootstrap.servers are given; add them here, or to kafka"
                + " at the top of the file\n"
                + "11: sources[0].format: a store sends in a format of its own; remove format");
  }

  @Test
  void refusesWhatCannotBeRead() throws Exception {
    Path binary = folder.resolve("binary.yaml");
    java.nio.file.Files.write(binary, new byte[] {(byte) 0xC3, 0x28});

    assertThat(refusal(folder.resolve("missing.yaml")))
        .isEqualTo("1: : there is no such file; check the path");
    assertThat(refusal(folder)).isEqualTo("1: : this is a folder; name a store file in it");
    assertThat(refusal(binary)).isEqualTo("1: : the file is not text in UTF-8; save it as such");
  }

  private static String refusal(Path file) {
    return StoreFile.lines(
        org.assertj.core.api.Assertions.catchThrowableOfType(
                StoreFileException.class, () -> StoreFiles.read(file))
            .problems());
  }
}
