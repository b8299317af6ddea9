package dev.eventstore.connect.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventstore.connect.ConnectException;
import dev.eventstore.connect.Specs;
import dev.eventstore.connect.kafka.KafkaFailures;
import dev.eventstore.connect.kafka.SecuredKafka;
import dev.eventstore.local.EmbeddedKafka;
import dev.eventstore.spec.ChannelSpec.BesideCheckpoints;
import dev.eventstore.spec.ChannelSpec.Folder;
import dev.eventstore.spec.ChannelSpec.Topic;
import dev.eventstore.spec.KafkaProperties;
import dev.eventstore.spec.SourceSpec.FilesInput;
import dev.eventstore.spec.SourceSpec.KafkaInput;
import dev.eventstore.spec.SourceSpec.TopicPlace;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.spec.TargetSpec;
import dev.eventstore.spec.TargetSpec.FilesOutput;
import dev.eventstore.spec.TargetSpec.Format;
import dev.eventstore.spec.TargetSpec.KafkaOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PreflightIT {
  @TempDir static Path brokerFolder;
  private static EmbeddedKafka kafka;
  private static Admin admin;

  @TempDir Path folder;

  @BeforeAll
  static void start() throws Exception {
    kafka = SecuredKafka.start(brokerFolder);
    admin = SecuredKafka.admin(kafka);
    admin.createTopics(List.of(new NewTopic("usage", 1, (short) 1))).all().get();
  }

  @AfterAll
  static void stop() {
    admin.close();
    kafka.close();
  }

  @Test
  void makesTheChannelsThatAreMissing() throws Exception {
    StoreSpec spec =
        Specs.store(
            List.of(Specs.source(new KafkaInput("usage", user("admin", "right")))),
            List.of(kafkaTarget("usage", user("admin", "right"))),
            new Topic("shop.control", user("admin", "right")),
            new Topic("shop.quarantine", user("admin", "right")),
            new Topic("shop.status", user("admin", "right")));

    assertThat(Preflight.problems(spec, null)).isEmpty();
    assertThat(Preflight.problems(spec, null)).isEmpty();

    assertThat(admin.listTopics().names().get())
        .contains("shop.control", "shop.quarantine", "shop.status");
    ConfigResource status = new ConfigResource(ConfigResource.Type.TOPIC, "shop.status");
    assertThat(
            admin
                .describeConfigs(List.of(status))
                .all()
                .get()
                .get(status)
                .get("cleanup.policy")
                .value())
        .isEqualTo("compact");
  }

  @Test
  void tellsEveryProblemOfATopicAtOnceWithoutASecret() throws Exception {
    SecuredKafka.allowGuest(admin, "usage", AclOperation.DESCRIBE);
    StoreSpec spec =
        Specs.store(
            List.of(
                Specs.source(new KafkaInput("missing", user("admin", "right"))),
                Specs.source(new KafkaInput("usage", user("guest", "right"))),
                Specs.source(new KafkaInput("usage", user("admin", "wrong"))),
                Specs.source(new KafkaInput("usage", KafkaProperties.none()))),
            List.of(
                kafkaTarget("gone", user("admin", "right")),
                kafkaTarget("not valid", user("admin", "right")),
                kafkaTarget("usage", user("guest", "right"))),
            null,
            new Topic("new.quarantine", user("guest", "right")),
            null);
    String servers = kafka.bootstrapServers();

    assertThat(Preflight.problems(spec, null))
        .containsExactly(
            "topic 'missing' on %s does not exist; create it with: ".formatted(servers)
                + KafkaFailures.createCommand("missing", servers),
            "topic 'gone' on %s does not exist; create it with: ".formatted(servers)
                + KafkaFailures.createCommand("gone", servers),
            "topic 'not valid' on %s has no valid name; use letters, digits, '.', '_' and '-'"
                .formatted(servers),
            "topic 'usage' on %s lacks the right to read it for this user; ask for it to be granted"
                .formatted(servers),
            "topic 'usage' on %s lacks the right to write it for this user; ask for it to be granted"
                .formatted(servers),
            "topic 'new.quarantine' on %s may not be used by this user; ask for the rights to"
                    .formatted(servers)
                + " describe, read and write it",
            "topic 'usage' on %s cannot be reached: the cluster refused the login (sasl.mechanism"
                    .formatted(servers)
                + " PLAIN); check the user name and password in sasl.jaas.config",
            "topic 'usage' is on no cluster; give bootstrap.servers beside the topic or under"
                + " kafka: at the top of the store file");
  }

  /** A job would fail by them again and again. */
  @Test
  void namesWrongPropertiesOfConsumersAndProducers() {
    KafkaProperties source =
        user("admin", "right").overriddenBy(KafkaProperties.of(Map.of("fetch.min.bytes", "lots")));
    KafkaProperties target =
        user("admin", "right").overriddenBy(KafkaProperties.of(Map.of("compression.type", "zip")));
    StoreSpec spec =
        Specs.store(
            List.of(Specs.source(new KafkaInput("usage", source))),
            List.of(kafkaTarget("usage", target)),
            null,
            null,
            null);

    assertThat(Preflight.problems(spec, null))
        .containsExactly(
            "topic 'usage' on %s cannot be reached: a client property is wrong (fetch.min.bytes);"
                    .formatted(kafka.bootstrapServers())
                + " check the kafka settings of the store file",
            "topic 'usage' on %s cannot be reached: a client property is wrong (compression.type);"
                    .formatted(kafka.bootstrapServers())
                + " check the kafka settings of the store file");
  }

  @Test
  void aSourceDoesNotEndInTheFuture() {
    Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
    KafkaInput given = new KafkaInput("usage", user("admin", "right"));
    StoreSpec spec =
        Specs.store(
            List.of(
                Specs.source(
                    new KafkaInput("usage", given.properties(), null, new TopicPlace(tomorrow))),
                Specs.source(new KafkaInput("usage", given.properties(), null, TopicPlace.LATEST))),
            List.of(),
            null,
            null,
            null);

    assertThat(Preflight.problems(spec, null))
        .singleElement()
        .asString()
        .contains("ends at " + tomorrow + ", which is yet to come; start it after that");
  }

  @Test
  void givesUpBrokersThatDoNotAnswerAllAtTheSameTime() {
    StoreSpec spec =
        Specs.store(
            List.of(Specs.source(new KafkaInput("a", nobody("1")))),
            List.of(kafkaTarget("b", nobody("1")), kafkaTarget("c", nobody("2"))),
            null,
            null,
            null);
    long before = System.nanoTime();

    assertThatThrownBy(() -> Preflight.check(spec, null))
        .isInstanceOf(ConnectException.class)
        .hasMessage(noAnswer("a", "1") + "\n" + noAnswer("c", "2"));
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(28));
  }

  @Test
  void makesFoldersAndLeavesNothingInThem() throws IOException {
    Path checkpoints = folder.resolve("checkpoints");
    StoreSpec spec =
        Specs.store(
            List.of(Specs.source(new FilesInput(folder.toString(), null))),
            List.of(filesTarget(folder.resolve("out"))),
            new BesideCheckpoints("control"),
            new Folder(folder.resolve("refused").toString()),
            new BesideCheckpoints("status"));

    Preflight.check(spec, checkpoints.toString());

    try (Stream<Path> made = Files.walk(folder)) {
      assertThat(made.map(path -> folder.relativize(path).toString()))
          .containsExactlyInAnyOrder(
              "", "out", "refused", "checkpoints", "checkpoints/control", "checkpoints/status");
    }
  }

  @Test
  void namesFoldersThatCannotBeReadOrWritten() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    StoreSpec spec =
        Specs.store(
            List.of(Specs.source(new FilesInput(folder.resolve("in").toString(), null))),
            List.of(filesTarget(file.resolve("out"))),
            null,
            new Folder(file.toString()),
            new BesideCheckpoints("status"));

    assertThat(Preflight.problems(spec, file.toString()))
        .containsExactly(
            folder.resolve("in") + " does not exist; create it or correct the source's files.path",
            notWritable(file.resolve("out"), "files.path of target 'lake'"),
            notWritable(file, "quarantine"),
            notWritable(file.resolve("status"), "the checkpoint folder"));
  }

  private static String notWritable(Path folder, String setting) {
    return "folder "
        + folder
        + " cannot be written; give this user the right to write it, or correct "
        + setting;
  }

  private static String noAnswer(String topic, String port) {
    return "topic '"
        + topic
        + "' on localhost:"
        + port
        + " cannot be reached: no broker answered in time; check bootstrap.servers, the network,"
        + " and that security.protocol is what the cluster expects";
  }

  private static KafkaProperties user(String name, String password) {
    return SecuredKafka.properties(kafka, name, password);
  }

  private static KafkaProperties nobody(String port) {
    return KafkaProperties.of(Map.of("bootstrap.servers", "localhost:" + port));
  }

  private static TargetSpec kafkaTarget(String topic, KafkaProperties properties) {
    return new TargetSpec("hourly", new KafkaOutput(topic, properties));
  }

  private static TargetSpec filesTarget(Path path) {
    return new TargetSpec("lake", new FilesOutput(path.toString(), Format.JSONL));
  }
}
