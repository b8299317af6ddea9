package dev.eventstore.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.connect.OutputRecord;
import dev.eventstore.connect.SinkRun;
import dev.eventstore.connect.Specs;
import dev.eventstore.connect.files.InputFolder;
import dev.eventstore.connect.kafka.KafkaTests;
import dev.eventstore.local.EmbeddedKafka;
import dev.eventstore.spec.KafkaProperties;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.spec.TargetSpec;
import dev.eventstore.spec.TargetSpec.FilesOutput;
import dev.eventstore.spec.TargetSpec.Format;
import dev.eventstore.spec.TargetSpec.KafkaOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(90)
class TargetsIT {
  private static final StoreSpec SHOP = Specs.channels(null, null, null);
  private static final CountDownLatch GO_ON = new CountDownLatch(1);

  @TempDir Path folder;

  @Test
  void writesEachRecordOnceToATopicThoughTheJobFails() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, 0)) {
      KafkaTests.createTopic(kafka, "usage.hourly", 1);
      KafkaProperties properties = KafkaProperties.of(KafkaTests.properties(kafka));
      TargetSpec target = new TargetSpec("hourly", new KafkaOutput("usage.hourly", properties));

      SinkRun.failOnce(Targets.create(SHOP, target), OutputRecord.TYPE, 1500, TargetsIT::record);

      List<ConsumerRecord<byte[], byte[]>> read = KafkaTests.committed(kafka, "usage.hourly");
      assertThat(read.stream().map(r -> text(r.value()))).containsExactlyElementsOf(json(1, 1500));
      assertThat(text(read.get(0).key())).isEqualTo("key-1");
      assertThat(read.get(0).headers()).isEmpty();
    }
  }

  @Test
  void writesEachRecordOnceToFilesThoughTheJobFails() throws Exception {
    SinkRun.failOnce(files(), OutputRecord.TYPE, 1500, TargetsIT::record);

    assertThat(visibleLines()).containsExactlyInAnyOrderElementsOf(json(1, 1500));
  }

  @Test
  void showsFilesWhenTheyAreWholeAndAllAtTheEndOfInput() throws Exception {
    StreamExecutionEnvironment env = SinkRun.environment();
    env.fromSequence(1, 100)
        .map(TargetsIT::waitAtTheLast)
        .returns(OutputRecord.TYPE)
        .sinkTo(files());
    JobClient job = env.executeAsync();
    // No checkpoint passes the record that waits.
    while (all().isEmpty()) {
      Thread.sleep(20);
    }
    assertThat(all()).allMatch(name -> name.startsWith("."));
    assertThat(visible()).isEmpty();
    GO_ON.countDown();
    job.getJobExecutionResult().get();

    assertThat(all()).allMatch(name -> name.matches("part-.*\\.jsonl"));
    // A busy machine may take a checkpoint before the last record, and then makes two of each.
    assertThat(visible())
        .hasSizeBetween(2, 4)
        .anyMatch(
            name -> name.startsWith("store=shop/meter=a%2Fb/period=2026-10-05T13%3A00Z/part-"))
        .anyMatch(
            name -> name.startsWith("store=shop/meter=a%2Fb/period=2026-10-05T14%3A00Z/part-"));
    assertThat(visibleLines()).containsExactlyInAnyOrderElementsOf(json(1, 100));
  }

  private org.apache.flink.api.connector.sink2.Sink<OutputRecord> files() {
    return Targets.create(
        SHOP, new TargetSpec("lake", new FilesOutput(folder.toString(), Format.JSONL)));
  }

  private static OutputRecord waitAtTheLast(long number) throws InterruptedException {
    if (number == 100) {
      GO_ON.await();
    }
    return record(number);
  }

  private static OutputRecord record(long number) {
    return new OutputRecord(
        "a/b",
        "2026-10-05T1" + (3 + number % 2) + ":00Z",
        ("key-" + number).getBytes(StandardCharsets.UTF_8),
        json(number).getBytes(StandardCharsets.UTF_8));
  }

  private static String json(long number) {
    return "{\"number\":" + number + "}";
  }

  private static List<String> json(long from, long to) {
    return LongStream.rangeClosed(from, to).mapToObj(TargetsIT::json).toList();
  }

  private List<String> all() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).map(f -> f.getFileName().toString()).toList();
    }
  }

  private List<String> visible() {
    return new InputFolder(folder.toString()).names();
  }

  private List<String> visibleLines() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String file : visible()) {
      lines.addAll(Files.readAllLines(folder.resolve(file)));
    }
    return lines;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
