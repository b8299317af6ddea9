package dev.eventstore.spec.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.spec.ChannelSpec;
import dev.eventstore.spec.KafkaProperties;
import dev.eventstore.spec.MeterSpec;
import dev.eventstore.spec.Retention;
import dev.eventstore.spec.SourceSpec;
import dev.eventstore.spec.SourceSpec.FilesInput;
import dev.eventstore.spec.SourceSpec.Format;
import dev.eventstore.spec.SourceSpec.KafkaInput;
import dev.eventstore.spec.StoreFileException;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.spec.TargetSpec;
import dev.eventstore.value.EventSchema;
import dev.eventstore.value.Field;
import dev.eventstore.value.FieldType;
import dev.eventstore.value.TimestampFormat;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreFilesTest {
  @TempDir Path folder;

  @Test
  void readsTheFullExampleWithoutItsUnsupportedParts() throws StoreFileException {
    StoreSpec spec = read(StoreFile.resource("supported.yaml"));

    KafkaProperties local = KafkaProperties.of(Map.of("bootstrap.servers", "localhost:9092"));
    assertThat(spec.name()).isEqualTo("api-usage");
    assertThat(spec.kafka()).isEqualTo(local);
    assertThat(spec.event())
        .isEqualTo(
            new EventSchema(
                List.of(
                    field("event_id", FieldType.STRING, true),
                    field("occurred_at", FieldType.TIMESTAMP, true),
                    field("account_id", FieldType.STRING, true),
                    field("seq", FieldType.INTEGER, false),
                    field("path", FieldType.STRING, false),
                    field("status", FieldType.INTEGER, true),
                    field("bytes", FieldType.DECIMAL, false)),
                List.of("event_id"),
                List.of("account_id"),
                "occurred_at",
                "seq"));
    assertThat(spec.calendar().zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
    assertThat(spec.retention()).isEqualTo(Retention.parse("P13M"));
    assertThat(spec.conflicts()).isEqualTo(StoreSpec.Conflicts.LATEST);
    assertThat(spec.late()).isEqualTo(StoreSpec.Late.REVISE);
    assertThat(spec.reviseAfter()).isEqualTo(Duration.ofMinutes(1));
    assertThat(spec.ahead()).isEqualTo(Duration.ofDays(1));
    assertThat(spec.shards()).isEqualTo(1);

    SourceSpec.Watermark watermark =
        new SourceSpec.Watermark(Duration.ofHours(1), Duration.ofMinutes(15));
    assertThat(spec.sources())
        .containsExactly(
            new SourceSpec(
                "eu",
                "eu",
                0,
                new KafkaInput("usage.eu", local),
                Format.JSON,
                "record.kind == \"api\"",
                Map.of("account_id", "record.customer.id", "bytes", "record.kb * 1024"),
                new SourceSpec.Marker()),
            new SourceSpec(
                "us",
                "us",
                1,
                new KafkaInput(
                    "usage.us", KafkaProperties.of(Map.of("bootstrap.servers", "us-kafka:9092"))),
                Format.JSON,
                null,
                Map.of(),
                watermark),
            new SourceSpec(
                "apac",
                "apac",
                2,
                new FilesInput(folder.resolve("in/apac").toString(), null),
                Format.JSON,
                null,
                Map.of(),
                watermark));
    assertThat(spec.meters())
        .containsExactly(
            new MeterSpec(
                "api-gb",
                List.of(
                    new MeterSpec.Filter("status < 500"),
                    new MeterSpec.Derive(Map.of("gb", "bytes / 1073741824")),
                    new MeterSpec.Aggregate(
                        List.of("account_id"),
                        Map.of("quantity", "sum(gb)", "calls", "count()", "users", "unique(path)")),
                    new MeterSpec.Derive(Map.of("quantity", "round(quantity, 3)"))),
                List.of("usage")),
            new MeterSpec("evidence", List.of(), List.of("archive")));
    assertThat(spec.targets())
        .containsExactly(
            new TargetSpec("usage", new TargetSpec.KafkaOutput("usage-records", local)),
            new TargetSpec(
                "archive",
                new TargetSpec.FilesOutput(
                    folder.resolve("archive").toString(), TargetSpec.Format.JSONL)));
    assertThat(spec.control()).isEqualTo(new ChannelSpec.Topic("api-usage.control", local));
    assertThat(spec.quarantine()).isEqualTo(new ChannelSpec.Topic("api-usage.quarantine", local));
    assertThat(spec.status()).isEqualTo(new ChannelSpec.Topic("api-usage.status", local));
  }

  @Test
  void fillsInWhatIsNotWritten() throws StoreFileException {
    StoreSpec spec = read(StoreFile.MINIMAL);

    assertThat(spec.calendar().zone()).isEqualTo(ZoneId.of("UTC"));
    assertThat(spec.retention()).isEqualTo(Retention.parse("P13M"));
    assertThat(spec.conflicts()).isEqualTo(StoreSpec.Conflicts.LATEST);
    assertThat(spec.late()).isEqualTo(StoreSpec.Late.REVISE);
    assertThat(spec.reviseAfter()).isEqualTo(Duration.ofMinutes(1));
    assertThat(spec.ahead()).isEqualTo(Duration.ofDays(1));
    assertThat(spec.shards()).isEqualTo(1);
    assertThat(spec.source("eu").region()).isEqualTo("eu");
    assertThat(spec.source("eu").complete()).isEqualTo(new SourceSpec.Marker());
    assertThat(spec.control()).isEqualTo(new ChannelSpec.BesideCheckpoints("control"));
    assertThat(spec.quarantine()).isEqualTo(new ChannelSpec.BesideCheckpoints("quarantine"));
    assertThat(spec.status()).isEqualTo(new ChannelSpec.BesideCheckpoints("status"));
  }

  @Test
  void weeksAreDurationsToo() throws Exception {
    String complete = "{on: watermark, delay: P1W, quiet: P3W}";
    StoreSpec spec =
        read(
            StoreFile.with("{path: in/eu}", "{path: in/eu}\n    complete: " + complete)
                + "reviseAfter: P0W\nlimits: {ahead: P2W}\nperiod: {every: P1W}\nretention: P1W\n");

    assertThat(spec.source("eu").complete())
        .isEqualTo(new SourceSpec.Watermark(Duration.ofDays(7), Duration.ofDays(21)));
    assertThat(spec.reviseAfter()).isZero();
    assertThat(spec.ahead()).isEqualTo(Duration.ofDays(14));
    assertThat(spec.calendar()).hasToString("every PT168H in UTC");
    assertThat(
            StoreFile.refusals(
                folder, StoreFile.and("reviseAfter: P1W1D\nlimits: {ahead: P5215W}\n")))
        .contains("'P1W1D' is not a duration", "'P5215W' is not a duration");
  }

  @Test
  void namesChannelsAfterTheStoreWhereADefaultClusterIsGiven() throws StoreFileException {
    StoreSpec spec =
        read(
            StoreFile.and(
                """
                kafka: {bootstrap.servers: 'a:1', retries: 3, linger.ms: 0x10, tls: true}
                status: {files: {path: ../status}}
                quarantine: {kafka: {topic: refused, retries: 4}}
                """));

    KafkaProperties cluster =
        KafkaProperties.of(
            Map.of("bootstrap.servers", "a:1", "retries", "3", "linger.ms", "0x10", "tls", "true"));
    assertThat(spec.control()).isEqualTo(new ChannelSpec.Topic("usage.control", cluster));
    assertThat(spec.quarantine())
        .isEqualTo(
            new ChannelSpec.Topic(
                "refused", cluster.overriddenBy(KafkaProperties.of(Map.of("retries", "4")))));
    assertThat(spec.status())
        .isEqualTo(new ChannelSpec.Folder(folder.resolveSibling("status").toString()));
  }

  @Test
  void readsHowTimestampsAreWritten() throws StoreFileException {
    String fields =
        """
        fields:
            id: string
            account: string
            at: {type: timestamp, format: epoch_millis}
            begun: {type: timestamp, format: 'yyyy-MM-dd HH:mm', zone: Asia/Tokyo, required: true}
            tags: strings
        """;
    StoreSpec spec =
        read(
            StoreFile.with(
                "fields: {id: string, account: string, at: timestamp, bytes: decimal}\n", fields));

    assertThat(spec.event().fields())
        .endsWith(
            new Field(
                "at",
                FieldType.TIMESTAMP,
                true,
                new TimestampFormat("epoch_millis", ZoneId.of("UTC"))),
            new Field(
                "begun",
                FieldType.TIMESTAMP,
                true,
                new TimestampFormat("yyyy-MM-dd HH:mm", ZoneId.of("Asia/Tokyo"))),
            field("tags", FieldType.STRINGS, false));
  }

  private StoreSpec read(String text) throws StoreFileException {
    return StoreFiles.read(StoreFile.write(folder, "store.yaml", text), Map.of());
  }

  private static Field field(String name, FieldType type, boolean required) {
    return new Field(name, type, required, TimestampFormat.ISO);
  }
}
