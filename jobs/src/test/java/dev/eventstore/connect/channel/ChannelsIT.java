package dev.eventstore.connect.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.connect.SinkRun;
import dev.eventstore.connect.Specs;
import dev.eventstore.connect.check.Preflight;
import dev.eventstore.connect.files.InputFolder;
import dev.eventstore.connect.kafka.KafkaTests;
import dev.eventstore.event.Position.KafkaPosition;
import dev.eventstore.event.QuarantineRecord;
import dev.eventstore.event.Refusal;
import dev.eventstore.event.RefusalCode;
import dev.eventstore.local.EmbeddedKafka;
import dev.eventstore.spec.ChannelSpec;
import dev.eventstore.spec.ChannelSpec.BesideCheckpoints;
import dev.eventstore.spec.ChannelSpec.Folder;
import dev.eventstore.spec.ChannelSpec.Topic;
import dev.eventstore.spec.KafkaProperties;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.state.RefusalSerializer;
import dev.eventstore.state.SerializedType;
import dev.eventstore.store.gate.StatusRecordSerializer;
import dev.eventstore.usage.PeriodReport;
import dev.eventstore.usage.StatusRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(90)
class ChannelsIT {
  private static final TypeInformation<Refusal> REFUSAL =
      new SerializedType<>(Refusal.class, new RefusalSerializer());

  @TempDir Path folder;

  @Test
  void quarantinesAndReportsOnTopics() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0)) {
      KafkaProperties properties = KafkaProperties.of(KafkaTests.properties(kafka));
      StoreSpec spec =
          spec(new Topic("shop.quarantine", properties), new Topic("shop.status", properties));
      assertThat(Preflight.problems(spec, null)).isEmpty();

      SinkRun.failOnce(Channels.quarantine(spec, null), REFUSAL, 1000, ChannelsIT::refusal);
      SinkRun.write(Channels.status(spec, null), report(), 3, ChannelsIT::report);

      List<ConsumerRecord<byte[], byte[]>> refused = KafkaTests.committed(kafka, "shop.quarantine");
      assertThat(refused).hasSize(1000);
      assertThat(text(refused.get(0).key())).isEqualTo("eu");
      assertRefused(refused.get(41).value(), 42);
      List<ConsumerRecord<byte[], byte[]>> reports = KafkaTests.committed(kafka, "shop.status");
      assertThat(reports.stream().map(r -> text(r.key()))).containsExactly("-", "p2", "p3");
      assertThat(StatusRecord.fromJson(reports.get(1).value()).about()).isEqualTo("p2");
    }
  }

  @Test
  void quarantinesAndReportsInFoldersOneOfThemBesideTheCheckpoints() throws Exception {
    Path quarantine = folder.resolve("refused: 100%");
    Path checkpoints = folder.resolve("checkpoints");
    StoreSpec spec = spec(new Folder(quarantine.toString()), new BesideCheckpoints("status"));

    SinkRun.write(
        Channels.quarantine(spec, checkpoints.toString()), REFUSAL, 1000, ChannelsIT::refusal);
    SinkRun.write(
        Channels.status(spec, checkpoints.toUri().toString()), report(), 3, ChannelsIT::report);

    List<byte[]> refused = lines(quarantine);
    assertThat(refused).hasSize(1000);
    for (int i = 0; i < refused.size(); i++) {
      long number = QuarantineRecord.fromJson(refused.get(i)).refusal().received();
      assertRefused(refused.get(i), number);
    }
    assertThat(lines(checkpoints.resolve("status"))).hasSize(3);
  }

  private static void assertRefused(byte[] json, long number) throws IOException {
    assertThat(QuarantineRecord.fromJson(json))
        .usingRecursiveComparison()
        .isEqualTo(new QuarantineRecord("shop", refusal(number), false));
  }

  private static StoreSpec spec(ChannelSpec quarantine, ChannelSpec status) {
    return Specs.channels(null, quarantine, status);
  }

  private static Refusal refusal(long number) {
    return new Refusal(
        "eu",
        "eu-west",
        RefusalCode.MALFORMED,
        "no JSON",
        null,
        null,
        null,
        new KafkaPosition("usage.eu", 0, number),
        number,
        new byte[] {(byte) number, '\n', (byte) 0xFF});
  }

  private static TypeInformation<StatusRecord> report() {
    return new SerializedType<>(StatusRecord.class, new StatusRecordSerializer());
  }

  private static StatusRecord report(long number) {
    return new PeriodReport(
        "shop",
        number == 1 ? null : "p" + number,
        null,
        null,
        PeriodReport.State.OPEN,
        0,
        new TreeMap<>(),
        new TreeMap<>(),
        List.of(),
        null,
        null,
        List.of());
  }

  private static List<byte[]> lines(Path folder) throws IOException {
    List<byte[]> lines = new ArrayList<>();
    for (String file : new InputFolder(folder.toString()).names()) {
      for (String line : Files.readAllLines(folder.resolve(file))) {
        lines.add(line.getBytes(StandardCharsets.UTF_8));
      }
    }
    return lines;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
