package dev.eventstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user sees of {@code run}. */
class RunIT {
  @TempDir Path folder;

  @Test
  void aBoundedStoreEndsByItself() throws Exception {
    Files.createDirectories(folder.resolve("in/eu"));
    Files.writeString(
        folder.resolve("in/eu/1.jsonl"),
        """
        {"id":"1","at":"2026-08-05T10:00:00Z","account":"a","bytes":123}
        {"id":"2","at":"2026-08-06T10:00:00Z","account":"a","bytes":"0.4567890123456789"}
        not json
        """);
    Path store = write(CliTest.STORE);

    Cli run = Cli.call("run", store);

    assertThat(run.exit()).isZero();
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).isEqualTo("store tiny runs\n2026-08 published\n");
    assertThat(lines(folder.resolve("out/store=tiny/meter=volume/period=2026-08")))
        .singleElement()
        .asString()
        .contains("\"values\":{\"quantity\":\"123.4567890123456789\"}");
    assertThat(lines(folder.resolve(".event-store/tiny/quarantine")))
        .singleElement()
        .asString()
        .contains("\"code\":\"malformed\"", "\"line\":3", "\"original\":\"not json\"");

    Cli status = Cli.call("status", store);
    assertThat(status.exit()).isZero();
    assertThat(status.out()).contains("2026-08  published");
    assertThat(Cli.call("status", store, "--output", "json").out())
        .contains("\"stored\":2", "\"state\":\"published\"");
  }

  @Test
  void aBrokerThatIsNotThereIsOneSentence() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    Path store =
        write(
            CliTest.STORE.replace(
                "files: {path: in}",
                "kafka: {topic: usage, bootstrap.servers: 'localhost:" + port + "'}"));

    Cli run = Cli.call("run", store);

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err().strip())
        .hasLineCount(1)
        .startsWith("topic 'usage' on localhost:" + port + " cannot be reached");
    assertThat(folder.resolve("out/store=tiny")).doesNotExist();
  }

  @Test
  void aFolderThatIsNotThereIsOneSentence() throws Exception {
    Cli run = Cli.call("run", write(CliTest.STORE));

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err().strip()).hasLineCount(1).contains("does not exist; create it");
  }

  @Test
  void aPeriodThatIsHeldExitsThree() throws Exception {
    Files.createDirectories(folder.resolve("in"));
    Path file = folder.resolve("in/1.jsonl");
    String event = "{\"id\":\"1\",\"at\":\"2026-08-05T10:00:00Z\",\"account\":\"a\",\"bytes\":1}\n";
    Files.writeString(file, event + "{\"$complete\":\"2026-08\",\"count\":2}\n");
    Path store = write(CliTest.STORE);

    Cli held = Cli.call("run", store, "--output", "json");
    assertThat(held.exit()).isEqualTo(3);
    assertThat(held.out())
        .startsWith("{\"store\":\"tiny\",\"periods\":[{\"period\":\"2026-08\",\"state\":\"held\",")
        .contains("\"heldBy\":\"check manifests: eu declared 2 events and 1 are stored");
    assertThat(held.err())
        .contains("2026-08 held: check manifests: eu declared 2 events and 1 are stored");
    assertThat(folder.resolve("out/store=tiny")).doesNotExist();

    Files.writeString(file, event + "{\"$complete\":\"2026-08\",\"count\":1}\n");
    Cli again = Cli.call("run", store, "--output", "json");
    assertThat(again.exit()).isZero();
    assertThat(again.out())
        .isEqualTo(
            "{\"store\":\"tiny\",\"periods\":[{\"period\":\"2026-08\",\"state\":\"published\","
                + "\"revision\":0,\"heldBy\":null}]}\n");
  }

  /** The promise jumps over the end of the retention before corrections are gathered. */
  @Test
  void whatCameLateIsPublishedBeforeItsPeriodExpires() throws Exception {
    Files.createDirectories(folder.resolve("in"));
    Files.writeString(
        folder.resolve("in/1.jsonl"),
        """
        {"id":"1","at":"2026-03-05T10:00:00Z","account":"a","bytes":1}
        {"id":"2","at":"2026-04-05T10:00:00Z","account":"a","bytes":1}
        {"id":"3","at":"2026-03-06T10:00:00Z","account":"a","bytes":5}
        {"id":"1","at":"2026-04-06T10:00:00Z","account":"a","bytes":8}
        {"id":"4","at":"2026-09-05T10:00:00Z","account":"a","bytes":1}
        """);
    Path store =
        write(
            CliTest.STORE.replace(
                "sources:\n  - {name: eu, files: {path: in}}",
                """
                retention: P1M
                reviseAfter: PT1H
                sources:
                  - {name: eu, files: {path: in}, complete: {on: watermark, delay: PT1H}}\
                """));

    Cli run = Cli.call("run", store);

    assertThat(run.exit()).isZero();
    assertThat(run.err()).contains("2026-03 expired", "2026-04 expired", "2026-09 published");
    assertThat(lines(folder.resolve("out/store=tiny/meter=volume/period=2026-03")))
        .as("one went to another month, and one came late")
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).contains("\"quantity\":\"1\"", "\"revision\":0"),
            line -> assertThat(line).contains("\"quantity\":\"5\"", "\"revision\":1"));
    assertThat(lines(folder.resolve("out/store=tiny/meter=volume/period=2026-04")))
        .anyMatch(line -> line.contains("\"quantity\":\"9\""));
    assertThat(Cli.call("status", store).out()).containsPattern("2026-03  expired +1");
  }

  @Test
  void aPortInUseIsOneSentence() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
      String port = String.valueOf(socket.getLocalPort());
      Path store = write(CliTest.STORE);

      Cli web = Cli.call("up", store, "--kafka-port", "0", "--web-port", port);
      Cli kafka = Cli.call("up", store, "--kafka-port", port, "--web-port", "0");

      assertThat(web.exit()).isEqualTo(1);
      assertThat(web.err().strip()).hasLineCount(1).startsWith("port " + port).contains("in use;");
      assertThat(kafka.exit()).isEqualTo(1);
      assertThat(kafka.err().strip())
          .hasLineCount(1)
          .startsWith("port " + port)
          .contains("in use;");
    }
  }

  private Path write(String yaml) throws IOException {
    return Files.writeString(folder.resolve("store.yaml"), yaml);
  }

  private static List<String> lines(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.flatMap(RunIT::linesOf).toList();
    }
  }

  private static Stream<String> linesOf(Path file) {
    try {
      return Files.readAllLines(file).stream();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
