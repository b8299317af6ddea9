package dev.eventstore.connect.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventstore.connect.ConnectException;
import dev.eventstore.connect.SourceRun;
import dev.eventstore.connect.Specs;
import dev.eventstore.connect.WallClock;
import dev.eventstore.event.PartitionsAssigned;
import dev.eventstore.event.Position.KafkaPosition;
import dev.eventstore.event.SourceItem;
import dev.eventstore.event.SourceRecord;
import dev.eventstore.event.UnreadableRecord;
import dev.eventstore.local.EmbeddedKafka;
import dev.eventstore.spec.KafkaProperties;
import dev.eventstore.spec.SourceSpec;
import dev.eventstore.spec.SourceSpec.KafkaInput;
import dev.eventstore.spec.SourceSpec.TopicPlace;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.management.ObjectName;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(90)
class KafkaSourcesIT {
  private static final WallClock CLOCK = () -> 77;

  @TempDir static Path brokerFolder;
  private static EmbeddedKafka kafka;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    kafka = EmbeddedKafka.start(brokerFolder, 0);
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @Test
  void announcesSilentAndAddedPartitionsAndResumesAfterARestore() throws Exception {
    KafkaTests.createTopic(kafka, "grows", 3);
    KafkaTests.send(kafka, "grows", 1, "a", "b");
    String savepoint;
    try (SourceRun run = run("grows", 2, null)) {
      run.readUntil(() -> run.assigned().size() == 3 && run.values().size() == 2);
      assertThat(run.items().get(0)).isInstanceOf(PartitionsAssigned.class);
      KafkaTests.growTopic(kafka, "grows", 4);
      KafkaTests.send(kafka, "grows", 3, "c");
      run.readUntil(() -> run.values().contains("c"));
      assertThat(run.assigned()).containsExactlyInAnyOrder(0, 1, 2, 3);
      savepoint = run.stopWithSavepoint(folder);
    }
    KafkaTests.send(kafka, "grows", 3, "d");
    try (SourceRun run = run("grows", 2, savepoint)) {
      run.readUntil(() -> run.assigned().size() == 4 && !run.values().isEmpty());
      assertThat(run.assigned()).containsExactlyInAnyOrder(0, 1, 2, 3);
      assertThat(run.values()).containsExactly("d");
    }
  }

  @Test
  void itsClientsHaveTheNameThatTheStoreFileGives() throws Exception {
    KafkaTests.createTopic(kafka, "named", 1);
    KafkaProperties properties =
        input("named")
            .properties()
            .overriddenBy(KafkaProperties.of(Map.of("client.id", "billing")));
    SourceSpec source = Specs.source(new KafkaInput("named", properties));
    try (SourceRun run = SourceRun.start(KafkaSources.create(source, "test", CLOCK), 1, null)) {
      run.readUntil(() -> !run.assigned().isEmpty());
      ObjectName client = new ObjectName("kafka.consumer:type=app-info,id=billing-0");
      assertThat(ManagementFactory.getPlatformMBeanServer().isRegistered(client)).isTrue();
    }
  }

  @Test
  void aWriterWaitsAsLongAsTheStoreFileSaysAndMakesNoTopic() throws Exception {
    KafkaTests.createTopic(kafka, "written", 1, Map.of("max.message.bytes", "3000000"));
    KafkaProperties patient =
        input("written")
            .properties()
            .overriddenBy(KafkaProperties.of(Map.of("request.timeout.ms", "60000")));
    try (TopicWriter writer = new TopicWriter("written", patient)) {
      writer.send(null, new byte[2_000_000]);
      writer.flush();
      writer.send(null, incompressible(4_000_000));
      assertThatThrownBy(writer::flush)
          .hasMessage(
              "topic 'written' on %s does not take a record as large as this one; raise"
                      .formatted(kafka.bootstrapServers())
                  + " max.message.bytes of the topic, and max.request.size where the store file"
                  + " gives it");
    } catch (ConnectException e) {
      // Closing tells it once more.
    }
    assertThatThrownBy(() -> new TopicWriter("nowhere", patient))
        .hasMessageContaining("topic 'nowhere' on")
        .hasMessageContaining("does not exist; create it with: kafka-topics.sh");
  }

  private static byte[] incompressible(int length) {
    byte[] bytes = new byte[length];
    new Random(1).nextBytes(bytes);
    return bytes;
  }

  @Test
  void takesRecordsAsTheyCame() throws Exception {
    KafkaTests.createTopic(kafka, "asis", 1);
    try (KafkaProducer<byte[], byte[]> producer = KafkaTests.transactional(kafka, "asis")) {
      producer.beginTransaction();
      producer.send(new ProducerRecord<>("asis", "aborted".getBytes()));
      producer.flush();
      producer.abortTransaction();
      producer.beginTransaction();
      ProducerRecord<byte[], byte[]> marker =
          new ProducerRecord<>("asis", 0, 1234L, null, "{}".getBytes());
      marker.headers().add("event-store", "complete".getBytes());
      producer.send(marker);
      producer.send(new ProducerRecord<byte[], byte[]>("asis", null));
      producer.commitTransaction();
    }
    try (SourceRun run = run("asis", 1, null)) {
      run.readUntil(() -> run.values().size() == 2);
      SourceRecord marker = run.records().get(0);
      assertThat(marker.completeHeader()).isTrue();
      assertThat(marker.timestamp().toEpochMilli()).isEqualTo(1234);
      assertThat(marker.received()).isEqualTo(77);
      assertThat(marker.position()).isEqualTo(new KafkaPosition("asis", 0, 2));
      SourceRecord empty = run.records().get(1);
      assertThat(empty.bytes()).isEmpty();
      assertThat(empty.completeHeader()).isFalse();
    }
  }

  @Test
  void ofRepeatedHeadersTheLastCounts() throws Exception {
    KafkaTests.createTopic(kafka, "repeated", 1);
    try (KafkaProducer<byte[], byte[]> producer = KafkaTests.producer(kafka, Map.of())) {
      ProducerRecord<byte[], byte[]> marker = new ProducerRecord<>("repeated", "{}".getBytes());
      marker.headers().add("event-store", "other".getBytes());
      marker.headers().add("event-store", "complete".getBytes());
      ProducerRecord<byte[], byte[]> event = new ProducerRecord<>("repeated", "7".getBytes());
      event.headers().add("event-store", "complete".getBytes());
      event.headers().add("event-store", null);
      event.headers().add("ce_specversion", "1.0".getBytes());
      event.headers().add("ce_id", "a".getBytes());
      event.headers().add("ce_id", "b".getBytes());
      producer.send(marker);
      producer.send(event);
    }
    SourceSpec cloudEvents = Specs.source(input("repeated"), new SourceSpec.CloudEvents());
    try (SourceRun run =
        SourceRun.start(KafkaSources.create(cloudEvents, "test", CLOCK), 1, null)) {
      run.readUntil(() -> run.values().size() == 2);
      assertThat(run.records())
          .extracting(SourceRecord::completeHeader)
          .containsExactly(true, false);
      assertThat(run.values().get(1))
          .isEqualTo("{\"specversion\":\"1.0\",\"id\":\"b\",\"data\":7}");
    }
  }

  @Test
  void aVeryLongRecordIsRefusedByItsHeadAndTakesNoOtherWithIt() throws Exception {
    int most = 64 << 20;
    KafkaTests.createTopic(kafka, "long", 1, Map.of("max.message.bytes", String.valueOf(most)));
    Map<String, Object> large = Map.of("max.request.size", most, "buffer.memory", 2L * most);
    try (KafkaProducer<byte[], byte[]> producer = KafkaTests.producer(kafka, large)) {
      producer.send(new ProducerRecord<>("long", "before".getBytes()));
      producer.send(new ProducerRecord<>("long", new byte[50_000_000])).get();
      producer.send(new ProducerRecord<>("long", "after".getBytes()));
    }
    try (SourceRun run = run("long", 1, null)) {
      run.readUntil(() -> run.values().size() == 2);
      assertThat(run.values()).containsExactly("before", "after");
      assertThat(run.items())
          .filteredOn(UnreadableRecord.class::isInstance)
          .singleElement()
          .satisfies(
              item -> {
                UnreadableRecord refused = (UnreadableRecord) item;
                assertThat(refused.position()).isEqualTo(new KafkaPosition("long", 0, 1));
                assertThat(refused.message())
                    .isEqualTo("the record is longer than 16 MB; split it");
                assertThat(refused.head()).hasSize(64 << 10);
              });
    }
  }

  @Test
  void readsWithNoMoreSubtasksThanPartitions() throws Exception {
    KafkaTests.createTopic(kafka, "three", 3);

    assertThat(KafkaSources.partitions(input("three"))).isEqualTo(3);
    assertThat(KafkaSources.parallelism(input("three"), 8)).isEqualTo(3);
    assertThat(KafkaSources.parallelism(input("three"), 2)).isEqualTo(2);
  }

  @Test
  void readsFromOnePlaceToAnother() throws Exception {
    KafkaTests.createTopic(kafka, "places", 2);
    // Brokers delete what is old.
    long base = System.currentTimeMillis() - 10_000;
    try (KafkaProducer<byte[], byte[]> producer = KafkaTests.transactional(kafka, "places")) {
      producer.beginTransaction();
      for (int time = 1; time <= 6; time++) {
        byte[] value = String.valueOf(time).getBytes();
        producer.send(new ProducerRecord<>("places", 0, base + time, null, value));
      }
      producer.commitTransaction();
    }
    TopicPlace three = new TopicPlace(Instant.ofEpochMilli(base + 3));
    TopicPlace five = new TopicPlace(Instant.ofEpochMilli(base + 5));

    assertThat(between(null, TopicPlace.LATEST)).containsExactly("1", "2", "3", "4", "5", "6");
    assertThat(between(TopicPlace.EARLIEST, three)).containsExactly("1", "2");
    assertThat(between(three, five)).containsExactly("3", "4");
    assertThat(between(TopicPlace.LATEST, TopicPlace.LATEST)).isEmpty();
  }

  private static List<String> between(TopicPlace start, TopicPlace until) throws Exception {
    KafkaInput input = new KafkaInput("places", input("places").properties(), start, until);
    try (SourceRun run =
        SourceRun.start(KafkaSources.create(Specs.source(input), "test", CLOCK), 2, null)) {
      run.readAll();
      assertThat(run.assigned()).containsExactlyInAnyOrder(0, 1);
      return run.values();
    }
  }

  @Test
  void whatEndsSaysSoAfterARestoreToo() throws Exception {
    KafkaTests.createTopic(kafka, "ends", 2);
    KafkaInput input = new KafkaInput("ends", input("ends").properties(), null, TopicPlace.LATEST);
    saysThatItEnds(KafkaSources.create(Specs.source(input), "test", CLOCK));
  }

  private static <S extends SourceSplit, E> void saysThatItEnds(Source<SourceItem, S, E> source)
      throws Exception {
    Readers<S> first = new Readers<>();
    first.register(0);
    first.register(1);
    E state;
    try (SplitEnumerator<S, E> begun = source.createEnumerator(first)) {
      begun.start();
      first.call();
      assertThat(first.splits).containsExactlyInAnyOrder("ends-0", "ends-1");
      assertThat(first.complete).containsExactlyInAnyOrder(0, 1);
      state = begun.snapshotState(1);
    }

    KafkaTests.growTopic(kafka, "ends", 3);
    Readers<S> grown = new Readers<>();
    grown.register(0);
    try (SplitEnumerator<S, E> restored = source.restoreEnumerator(grown, state)) {
      restored.start();
      grown.call();
      grown.register(1);
      restored.addReader(1);
      assertThat(grown.splits).containsExactly("ends-2");
      assertThat(grown.complete).containsExactlyInAnyOrder(0, 1);
      state = restored.snapshotState(2);
    }

    Readers<S> again = new Readers<>();
    again.register(0);
    try (SplitEnumerator<S, E> restored = source.restoreEnumerator(again, state)) {
      restored.start();
      assertThat(again.complete).isEmpty();
      again.call();
      again.register(1);
      restored.addReader(1);
      assertThat(again.splits).isEmpty();
      assertThat(again.complete).containsExactlyInAnyOrder(0, 1);
    }
  }

  @Test
  void namesATopicThatDoesNotExistAndTheCommandThatCreatesIt() {
    assertThatThrownBy(() -> KafkaSources.partitions(input("nowhere")))
        .isInstanceOf(ConnectException.class)
        .hasMessage(
            "topic 'nowhere' on %s does not exist; create it with: kafka-topics.sh"
                    .formatted(kafka.bootstrapServers())
                + " --bootstrap-server %s --create --topic nowhere --partitions 4"
                    .formatted(kafka.bootstrapServers()));
  }

  private static KafkaInput input(String topic) {
    return new KafkaInput(
        topic,
        KafkaProperties.of(
            Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "partition.discovery.interval.ms",
                "100")));
  }

  private static SourceRun run(String topic, int parallelism, String savepoint) throws Exception {
    return SourceRun.start(
        KafkaSources.create(Specs.source(input(topic)), "test", CLOCK), parallelism, savepoint);
  }
}
