package dev.eventstore.connect.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventstore.connect.SilenceProbe;
import dev.eventstore.connect.files.FileSources;
import dev.eventstore.local.EmbeddedKafka;
import dev.eventstore.spec.KafkaProperties;
import dev.eventstore.spec.SourceSpec.KafkaInput;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class KafkaSilenceIT {
  private static final long NOTHING_READ = -1;

  @TempDir static Path brokerFolder;
  private static EmbeddedKafka kafka;

  @BeforeAll
  static void start() {
    kafka = EmbeddedKafka.start(brokerFolder, 0);
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @Test
  void knowsARecordThatIsUnread() throws Exception {
    KafkaTests.createTopic(kafka, "plain", 2);
    KafkaTests.send(kafka, "plain", 1, "a", "b");
    try (SilenceProbe probe = probe("plain", Map.of())) {
      assertThat(caughtUp(probe, 0, NOTHING_READ)).isTrue();
      assertThat(caughtUp(probe, 1, NOTHING_READ)).isFalse();
      assertThat(caughtUp(probe, 1, 1)).isFalse();
      assertThat(caughtUp(probe, 1, 2)).isTrue();
      KafkaTests.send(kafka, "plain", 1, "c");
      assertThat(caughtUp(probe, 1, 2)).isFalse();
    }
  }

  @Test
  void looksBehindMarkersOfTransactionsAndAbortedRecords() throws Exception {
    KafkaTests.createTopic(kafka, "marked", 1);
    try (SilenceProbe probe = probe("marked", Map.of());
        KafkaProducer<byte[], byte[]> producer = KafkaTests.transactional(kafka, "marked")) {
      abort(producer, "marked", "never");
      assertThat(caughtUp(probe, 0, NOTHING_READ)).isTrue();
      commit(producer, "marked", "first");
      assertThat(caughtUp(probe, 0, NOTHING_READ)).isFalse();
      // never 0, marker 1, first 2, marker 3
      assertThat(caughtUp(probe, 0, 3)).isTrue();
      abort(producer, "marked", "never");
      assertThat(caughtUp(probe, 0, 3)).isTrue();
      commit(producer, "marked", "second");
      assertThat(caughtUp(probe, 0, 3)).isFalse();
    }
  }

  @Test
  void countsRecordsOfAnOpenTransactionAsUnread() throws Exception {
    KafkaTests.createTopic(kafka, "undecided", 1);
    try (SilenceProbe probe = probe("undecided", Map.of());
        KafkaProducer<byte[], byte[]> producer = KafkaTests.transactional(kafka, "undecided")) {
      producer.beginTransaction();
      producer.send(new ProducerRecord<>("undecided", "a".getBytes())).get();
      assertThat(caughtUp(probe, 0, NOTHING_READ)).isFalse();
      producer.abortTransaction();
      assertThat(caughtUp(probe, 0, NOTHING_READ)).isTrue();
    }
  }

  @Test
  void leavesOutWhatASourceThatStartsAtTheLatestDoesNotRead() throws Exception {
    KafkaTests.createTopic(kafka, "later", 1);
    KafkaTests.send(kafka, "later", 0, "old");
    try (SilenceProbe probe = probe("later", Map.of("auto.offset.reset", "latest"))) {
      assertThat(caughtUp(probe, 0, NOTHING_READ)).isTrue();
      KafkaTests.send(kafka, "later", 0, "new");
      assertThat(caughtUp(probe, 0, NOTHING_READ)).isFalse();
    }
  }

  @Test
  void neitherBlocksNorAsksTwiceWhereNoBrokerAnswers() {
    KafkaInput input =
        new KafkaInput("plain", KafkaProperties.of(Map.of("bootstrap.servers", "localhost:1")));
    SilenceProbe probe = new AskingProbe(new UnreadRecords(input, Duration.ofSeconds(1)));
    long before = System.nanoTime();

    CompletableFuture<Boolean> answer = probe.caughtUp(0, 5);
    assertThat(probe.caughtUp(0, 5)).isSameAs(answer);
    CompletableFuture<Boolean> other = probe.caughtUp(0, 6);
    probe.close();
    probe.close();

    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMillis(800));
    assertThatThrownBy(() -> other.get(10, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class);
    assertThat(answer).isCompletedExceptionally();
    assertThat(probe.caughtUp(0, 7)).isCompletedExceptionally();
  }

  @Test
  void hearsNothingFromFiles() {
    try (SilenceProbe probe = FileSources.NEVER_SILENT.open()) {
      assertThat(probe.caughtUp(0, 5)).isCompletedWithValue(false);
    }
  }

  private static SilenceProbe probe(String topic, Map<String, String> more) {
    Map<String, String> properties = new HashMap<>(KafkaTests.properties(kafka));
    properties.put("group.id", "reader");
    properties.put("enable.auto.commit", "true");
    properties.putAll(more);
    return new KafkaSilence(new KafkaInput(topic, KafkaProperties.of(properties))).open();
  }

  private static boolean caughtUp(SilenceProbe probe, int partition, long next) throws Exception {
    return probe.caughtUp(partition, next).get(20, TimeUnit.SECONDS);
  }

  private static void commit(KafkaProducer<byte[], byte[]> producer, String topic, String value) {
    producer.beginTransaction();
    producer.send(new ProducerRecord<>(topic, value.getBytes()));
    producer.commitTransaction();
  }

  private static void abort(KafkaProducer<byte[], byte[]> producer, String topic, String value) {
    producer.beginTransaction();
    producer.send(new ProducerRecord<>(topic, value.getBytes()));
    producer.flush();
    producer.abortTransaction();
  }
}
