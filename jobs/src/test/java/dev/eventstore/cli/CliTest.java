package dev.eventstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CliTest {
  static final String STORE =
      """
      apiVersion: eventstore/v1
      store: tiny
      event:
        id: id
        time: at
        key: account
        fields: {id: string, at: timestamp, account: string, bytes: decimal}
      sources:
        - {name: eu, files: {path: in}}
      meters:
        - name: volume
          operators:
            - aggregate: {by: [account], values: {quantity: sum(bytes)}}
          targets: [usage]
      targets:
        usage: {files: {path: out}}
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandExplainsItselfWithExamples(String command) {
    Cli help = Cli.call((Object[]) (command + " --help").split(" "));

    assertThat(help.exit()).isZero();
    assertThat(help.out())
        .startsWith("Usage: event-store " + command.split(" ")[0])
        .contains("--verbose")
        .containsPattern("Examples:\\R  event-store .+");
    assertThat(help.err()).isEmpty();
    assertThat(Cli.call((Object[]) ("help " + command).split(" "))).isEqualTo(help);
  }

  /** All of them, and those within others after the other's name. */
  static Stream<String> commands() {
    return Main.commandLine().getSubcommands().entrySet().stream()
        .flatMap(
            command ->
                Stream.concat(
                    Stream.of(command.getKey()),
                    command.getValue().getSubcommands().keySet().stream()
                        .map(inner -> command.getKey() + " " + inner)));
  }

  @Test
  void helpIsThatOfAllCommandsOrOfOneThatThereIs() {
    assertThat(Cli.call("help")).isEqualTo(Cli.call("--help"));
    assertThat(Cli.call("help", "help").exit()).isZero();
    assertThat(Cli.call("quarantine", "store.yaml", "list", "--help"))
        .isEqualTo(Cli.call("quarantine", "list", "--help"));

    Cli none = Cli.call("help", "quarantine", "mend");
    assertThat(none.exit()).isEqualTo(2);
    assertThat(none.err()).startsWith("There is no command 'mend'").contains("resubmit");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "validate",
        "run",
        "status",
        "quarantine list",
        "send store.yaml",
        "no-such-command",
        ""
      })
  void badUsageExitsTwo(String line) {
    Cli call = Cli.call((Object[]) line.split(" "));

    assertThat(call.exit()).isEqualTo(2);
    assertThat(call.out()).isEmpty();
    assertThat(call.err()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "complete %s --source eu --period 2026-10 --total bytes=abc | 'abc' is no number",
        "complete %s --source eu --period 2026-10 --total account=5 | --total: field 'account' is no number.",
        "complete %s --source eu --period 2026-10 --total kb=5 | --total: the event has no field 'kb'.",
        "delete %s --key a --reason x --timeout 3 | '3' is no duration, such as PT30S or P1D",
        "quarantine %s list --code odd | 'odd' is no reason to refuse; there are malformed, missing-field,",
      })
  void whatIsNoValueIsNamed(String line, String said) throws Exception {
    Path file =
        write(
            STORE.replace(
                "files: {path: in}}", "kafka: {topic: eu, bootstrap.servers: 'localhost:1'}}"));

    Cli call = Cli.call((Object[]) line.formatted(file).split(" "));

    assertThat(call.exit()).isEqualTo(2);
    assertThat(call.err()).contains(said).doesNotContain("Exception");
  }

  @Test
  void aSoundStoreIsSummarized() throws Exception {
    Path file = write(STORE);

    assertThat(Cli.call("validate", file).exit()).isZero();
    assertThat(Cli.call("validate", file, "--output", "json").out())
        .isEqualToIgnoringNewLines(
            "{\"stores\":[{\"store\":\"tiny\",\"sources\":1,\"meters\":1,\"targets\":1}],"
                + "\"problems\":[]}");
  }

  @Test
  void everyProblemHasItsLine() throws Exception {
    Path file = write(STORE.replace("key: account", "key: nobody").replace("sum(", "total("));

    Cli call = Cli.call("validate", file);

    assertThat(call.exit()).isEqualTo(1);
    assertThat(call.out()).isEmpty();
    assertThat(call.err())
        .contains(file + ":6: event.key: no field is named 'nobody'")
        .contains(file + ":13: meters[0].operators[0].aggregate.values.quantity: unknown aggregate")
        .endsWith("2 problems\n")
        .doesNotContain("\tat ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--against savepoint-1"})
  void problemsAreSaidInJsonToo(String against) throws Exception {
    Path file = write(STORE.replace("key: account", "key: nobody"));
    List<Object> words = new ArrayList<>(List.of("validate", file, "--output", "json"));
    words.addAll(against.isEmpty() ? List.of() : List.of(against.split(" ")));

    Cli call = Cli.call(words.toArray());

    assertThat(call.exit()).isEqualTo(1);
    JsonNode answer = Json.read(call.out().getBytes(StandardCharsets.UTF_8));
    assertThat(answer.get("stores")).isEmpty();
    assertThat(answer.get("problems")).hasSize(1);
    JsonNode problem = answer.get("problems").get(0);
    assertThat(problem.get("file").asText()).isEqualTo(file.toString());
    assertThat(problem.get("line").intValue()).isEqualTo(6);
    assertThat(problem.get("path").asText()).isEqualTo("event.key");
    assertThat(problem.get("message").asText()).startsWith("no field is named 'nobody'");
    assertThat(call.err()).contains("event.key").endsWith("1 problem\n");
  }

  @Test
  void aStackTraceIsForTheVerbose() {
    Path missing = folder.resolve("missing.yaml");

    assertThat(Cli.call("run", missing).err()).doesNotContain("\tat ");
    assertThat(Cli.call("run", missing, "--verbose").err()).contains("\tat ");
    assertThat(Cli.call("run", missing).exit()).isEqualTo(1);
  }

  @Test
  void filesAreNotSentTo() throws Exception {
    Path file = write(STORE);

    Cli send = Cli.call("send", file, "--source", "eu", "events.jsonl");
    Cli complete = Cli.call("complete", file, "--source", "us", "--period", "2026-10");

    assertThat(send.exit()).isEqualTo(1);
    assertThat(send.err()).isEqualTo("source 'eu' reads files; put the file in its folder\n");
    assertThat(complete.exit()).isEqualTo(1);
    assertThat(complete.err()).isEqualTo("store 'tiny' has no source 'us'; it has eu\n");
  }

  @Test
  void onlyAStoreWritesTheTopicThatAnotherReads() throws Exception {
    Path file =
        write(
            STORE
                .replace("event:", "kafka: {bootstrap.servers: 'localhost:1'}\nevent:")
                .replace("files: {path: in}", "store: {name: raw, meter: events}"));

    for (Cli call :
        List.of(
            Cli.call("send", file, "--source", "eu", "events.jsonl"),
            Cli.call("complete", file, "--source", "eu", "--period", "2026-10"))) {
      assertThat(call.exit()).isEqualTo(1);
      assertThat(call.err())
          .isEqualTo(
              "source 'eu' is another store, which alone writes its topic; send records to a source"
                  + " of that store\n");
    }
  }

  @Test
  void printsTheTablesOfDatabaseTargets() throws Exception {
    Path file = write(STORE);
    Cli none = Cli.call("ddl", file);
    write(
        STORE.replaceAll(
            "files: \\{path: out\\}", "jdbc: {url: 'jdbc:postgresql:x', table: b.Usage}"));
    Cli table = Cli.call("ddl", file);

    assertThat(none.exit()).isEqualTo(1);
    assertThat(none.err())
        .isEqualTo(
            "store 'tiny' has no database target; add one under targets, with jdbc: {url, table}\n");
    assertThat(table.exit()).isZero();
    assertThat(table.out())
        .startsWith("CREATE TABLE \"b\".\"Usage\" (\n  \"id\" text PRIMARY KEY,\n")
        .contains("  \"values\" json NOT NULL,\n")
        .endsWith("  \"digest\" text NOT NULL\n);\n");
  }

  private Path write(String yaml) throws IOException {
    return Files.writeString(folder.resolve("store.yaml"), yaml);
  }
}
