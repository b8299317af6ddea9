package dev.eventstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.connect.files.FilesBelow;
import dev.eventstore.connect.kafka.DocumentedAcls;
import dev.eventstore.connect.kafka.SecuredKafka;
import dev.eventstore.connect.kafka.TopicReader;
import dev.eventstore.connect.kafka.TopicWriter;
import dev.eventstore.local.EmbeddedKafka;
import dev.eventstore.spec.KafkaProperties;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * On a broker with logins and ACLs each party can do its part and nothing else, and no password is
 * told anywhere. The rights are those of the documentation, and no more.
 */
class WhoMayDoWhatIT {
  private static final List<String> TOPICS =
      List.of(
          "usage.eu",
          "usage.us",
          "billing",
          "api-usage.control",
          "api-usage.quarantine",
          "api-usage.status");

  /** Ends every password, and is in no random name as a few digits would be. */
  private static final String SECRET = "-not-to-be-told";

  private static final String STORE =
      """
      apiVersion: eventstore/v1
      store: api-usage
      kafka:
        bootstrap.servers: '%s'
        security.protocol: SASL_PLAINTEXT
        sasl.mechanism: SCRAM-SHA-512
        sasl.jaas.config: >-
          org.apache.kafka.common.security.scram.ScramLoginModule required
          username="${env:STORE_USER}" password="${env:STORE_PASSWORD}";
      event:
        id: id
        time: at
        key: account
        fields: {id: string, at: timestamp, account: string, bytes: decimal}
      release: {approval: required}
      sources:
        - {name: eu, kafka: {topic: usage.eu}}
        - {name: us, kafka: {topic: usage.us}}
      meters:
        - name: volume
          operators:
            - aggregate: {by: account, values: {quantity: sum(bytes)}}
          targets: billing
      targets:
        billing: {kafka: {topic: billing}}
      """;

  @TempDir Path folder;
  private EmbeddedKafka kafka;
  private Admin admin;
  private Path file;
  private ChildCli store;

  /** What every command printed. */
  private final List<String> said = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    kafka = SecuredKafka.start(folder.resolve("kafka"));
    admin = SecuredKafka.admin(kafka);
    for (String user : List.of("store", "eu-producer", "us-producer", "operator", "biller")) {
      SecuredKafka.addUser(admin, user, password(user));
    }
    admin
        .createTopics(TOPICS.stream().map(topic -> new NewTopic(topic, 1, (short) 1)).toList())
        .all()
        .get();
    SecuredKafka.allow(admin, DocumentedAcls.read());
    file =
        Files.writeString(folder.resolve("store.yaml"), STORE.formatted(kafka.bootstrapServers()));
  }

  @AfterEach
  void stop() throws Exception {
    if (store != null) {
      store.close();
    }
    admin.close();
    kafka.close();
  }

  private static String password(String user) {
    return "secret-of-" + user + SECRET;
  }

  @Test
  void eachPartyDoesItsPartAndNothingElse() throws Exception {
    int port = freePort();
    store =
        start(
            password("store"),
            "run",
            file,
            "-Drest.port=" + port,
            "-Dexecution.checkpointing.interval=500ms");
    Path events = folder.resolve("events.jsonl");
    Files.writeString(
        events,
        "{\"id\":\"1\",\"account\":\"a\",\"at\":\"2026-08-05T10:00:00Z\",\"bytes\":\"1.5\"}\n{}\n");
    assertThat(call("eu-producer", "send", file, "--source", "eu", events)).contains("sent 2");
    for (String region : List.of("eu", "us")) {
      call(region + "-producer", "complete", file, "--source", region, "--period", "2026-08");
    }
    awaitStatus("2026-08  held");

    // A regional producer writes its own topic and nothing else, and reads nothing.
    assertThat(refused("eu-producer", "send", file, "--source", "us", events))
        .contains("topic 'usage.us'", "may not be used by this user");
    Object[] approve = {"approve", file, "--period", "2026-08", "--reason", "mine"};
    for (String user : List.of("eu-producer", "biller", "store")) {
      assertThat(refused(user, approve))
          .contains("topic 'api-usage.control'", "may not be used by this user");
    }
    for (String topic : TOPICS) {
      assertThat(mayWrite("eu-producer", topic)).as(topic).isEqualTo(topic.equals("usage.eu"));
      assertThat(mayRead("eu-producer", topic)).as(topic).isFalse();
      assertThat(mayWrite("biller", topic)).as(topic).isFalse();
      assertThat(mayRead("biller", topic)).as(topic).isEqualTo(topic.equals("billing"));
    }
    assertThat(mayWrite("store", "usage.eu")).isFalse();
    assertThat(mayWrite("operator", "billing")).isFalse();

    // Operators approve, look at the audit trail, and send again what was refused.
    approve[5] = "as agreed";
    call("operator", approve);
    awaitStatus("2026-08  published");
    assertThat(call("operator", "status", file, "--commands")).contains("approve", "as agreed");
    assertThat(call("operator", "quarantine", file, "resubmit", "--reason", "again"))
        .contains("sent 2 records again");
    assertThat(read("biller", "billing"))
        .singleElement()
        .asString()
        .contains("\"quantity\":\"1.5\"");

    assertThat(store.runs()).isTrue();
    assertTellsNoPassword(rest("http://localhost:" + port));

    // It starts again with the same rights, now that its channels hold something.
    store.close();
    store = start(password("store"), "run", file, "-Drest.port=0");
    awaitSaid("runs until Ctrl-C");
  }

  @Test
  void aWrongPasswordIsRefusedAndNotTold() throws Exception {
    store = start("wrong" + SECRET, "run", file, "--verbose");
    assertThat(store.exit()).isEqualTo(1);
    assertThat(store.said())
        .contains("refused the login (sasl.mechanism SCRAM-SHA-512)")
        .doesNotContain(SECRET);
    assertThat(FilesBelow.of(folder.resolve(".event-store"))).noneMatch(WhoMayDoWhatIT::tells);
  }

  /** Neither in what was printed, nor in logs, checkpoints, channels, nor in Flink's REST API. */
  private void assertTellsNoPassword(Map<String, String> answers) throws Exception {
    assertThat(answers).hasSizeGreaterThan(15);
    assertThat(answers.get("/jobs")).contains("RUNNING");
    answers.forEach((path, answer) -> assertThat(answer).as(path).doesNotContain(SECRET));
    assertThat(store.said()).contains("runs until Ctrl-C").doesNotContain(SECRET);
    assertThat(said).hasSizeGreaterThan(5).noneMatch(text -> text.contains(SECRET));
    Path log = folder.resolve(".event-store/api-usage/log/event-store.log");
    assertThat(FilesBelow.of(folder.resolve(".event-store"))).contains(log).hasSizeGreaterThan(3);
    assertThat(FilesBelow.of(folder.resolve(".event-store"))).noneMatch(WhoMayDoWhatIT::tells);
    KafkaProperties all = SecuredKafka.properties(kafka, "admin", "right");
    for (String topic : TOPICS) {
      assertThat(read(all, topic)).as(topic).noneMatch(record -> record.contains(SECRET));
    }
  }

  private static boolean tells(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(SECRET);
    } catch (IOException e) {
      return false; // A checkpoint's that was dropped meanwhile.
    }
  }

  /** Every page of Flink's web UI about the cluster, the job, its operators and the workers. */
  private static Map<String, String> rest(String address) throws Exception {
    Map<String, String> answers = new LinkedHashMap<>();
    List<String> paths =
        new ArrayList<>(
            List.of(
                "/config",
                "/overview",
                "/jobs",
                "/jobs/overview",
                "/jobmanager/config",
                "/jobmanager/environment",
                "/jobmanager/logs",
                "/jobmanager/thread-dump",
                "/jobmanager/metrics",
                "/taskmanagers"));
    HttpClient client = HttpClient.newHttpClient();
    for (int i = 0; i < paths.size(); i++) {
      String path = paths.get(i);
      String answer =
          client
              .send(
                  HttpRequest.newBuilder(URI.create(address + path)).build(),
                  BodyHandlers.ofString())
              .body();
      answers.put(path, answer);
      if (path.equals("/jobs")) {
        String job = "/jobs/" + first("\"id\":\"([0-9a-f]{32})\"", answer);
        paths.addAll(
            Stream.of(
                    "",
                    "/config",
                    "/plan",
                    "/exceptions",
                    "/checkpoints",
                    "/checkpoints/config",
                    "/accumulators",
                    "/metrics")
                .map(page -> job + page)
                .toList());
      } else if (path.equals("/taskmanagers")) {
        String worker = "/taskmanagers/" + first("\"id\":\"([^\"]+)\"", answer);
        paths.addAll(List.of(worker, worker + "/thread-dump", worker + "/metrics"));
      }
    }
    return answers;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static String first(String pattern, String text) {
    Matcher found = Pattern.compile(pattern).matcher(text);
    assertThat(found.find()).as(text).isTrue();
    return found.group(1);
  }

  /** The store's job, with its login in its environment. */
  private ChildCli start(String password, Object... arguments) throws IOException {
    Map<String, String> login = Map.of("STORE_USER", "store", "STORE_PASSWORD", password);
    return ChildCli.start(folder.resolve("said.txt"), login, arguments);
  }

  private String call(String user, Object... arguments) throws Exception {
    Cli call = callAs(user, arguments);
    assertThat(call.exit()).as(call.err()).isZero();
    return call.out() + call.err();
  }

  private String refused(String user, Object... arguments) throws Exception {
    Cli call = callAs(user, arguments);
    assertThat(call.exit()).as(call.err()).isEqualTo(1);
    return call.err();
  }

  /** With the store file as the user's environment makes it. */
  private Cli callAs(String user, Object... arguments) throws Exception {
    String yaml =
        Files.readString(file)
            .replace("${env:STORE_USER}", user)
            .replace("${env:STORE_PASSWORD}", password(user));
    Path own = Files.writeString(folder.resolve("as-" + user + ".yaml"), yaml);
    Object[] words = arguments.clone();
    words[1] = own;
    Cli call = Cli.call(words);
    said.add(call.out() + call.err());
    return call;
  }

  private void awaitSaid(String text) throws Exception {
    for (int i = 0; i < 200 && store.runs() && !store.said().contains(text); i++) {
      Thread.sleep(200);
    }
    assertThat(store.said()).contains(text);
  }

  private void awaitStatus(String text) throws Exception {
    String status = call("operator", "status", file);
    for (int i = 0; i < 100 && !status.contains(text); i++) {
      Thread.sleep(300);
      status = call("operator", "status", file);
    }
    assertThat(status).as(store.said()).contains(text);
  }

  private KafkaProperties login(String user) {
    return SecuredKafka.scram(kafka, user, password(user));
  }

  private boolean mayWrite(String user, String topic) {
    try (TopicWriter writer = new TopicWriter(topic, login(user))) {
      // What is no event is only quarantined; what is written to other topics is seen by nobody.
      writer.send(null, "not for anybody".getBytes(StandardCharsets.UTF_8));
      writer.flush();
      return true;
    } catch (RuntimeException e) {
      assertThat(e).hasMessageContaining("may not be used by this user");
      return false;
    }
  }

  private boolean mayRead(String user, String topic) {
    try {
      read(user, topic);
      return true;
    } catch (RuntimeException e) {
      assertThat(e).hasMessageContaining("may not be used by this user");
      return false;
    }
  }

  private List<String> read(String user, String topic) {
    return read(login(user), topic);
  }

  private static List<String> read(KafkaProperties login, String topic) {
    List<String> records = new ArrayList<>();
    try (TopicReader reader = new TopicReader(topic, login)) {
      reader.readToEnd(json -> records.add(new String(json, StandardCharsets.UTF_8)));
    }
    return records;
  }
}
