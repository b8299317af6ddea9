package dev.eventstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.connect.ConnectException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.concurrent.ExecutionException;
import org.apache.flink.util.SerializedThrowable;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class FailuresTest {
  private static final String SECRET = "hunter2";

  @Test
  void whatWasWrittenForTheUserIsTold() {
    Throwable failure =
        new UncheckedIOException("the folder x cannot be written; name another", new IOException());

    assertThat(Failures.sentence(new ExecutionException(failure)))
        .isEqualTo("the folder x cannot be written; name another");
  }

  @Test
  void whatCameFromATaskIsToldAsItWasThere() {
    Throwable failure = new ConnectException("topic 't' is gone; create it", null);

    assertThat(Failures.sentence(new ExecutionException(new SerializedThrowable(failure))))
        .isEqualTo("topic 't' is gone; create it");
  }

  @Test
  void aFullDiskIsToldAsSuch() {
    assertThat(Failures.sentence(new RuntimeException(new IOException("No space left on device"))))
        .startsWith("The disk is full; free some space");
  }

  @Test
  void anythingElseNamesItsKind() {
    assertThat(Failures.sentence(new RuntimeException(new IOException("odd\nand long"))))
        .isEqualTo("It failed (IOException: odd); run it again with --verbose to see where.");
  }

  @Test
  void secretsAreNeitherInTheSentenceNorInTheTrace() {
    Exception kafka = new ConfigException("sasl.jaas.config", SECRET, "is wrong");

    assertThat(told(kafka)).contains("ConfigException").contains("\tat ").doesNotContain(SECRET);
    assertThat(told(new ConnectException("check the settings", kafka)))
        .startsWith("check the settings\n")
        .contains("Caused by: org.apache.kafka.common.config.ConfigException")
        .doesNotContain(SECRET);
    assertThat(told(new ExecutionException(SECRET + " of a wrapper", kafka)))
        .contains("\tat ")
        .doesNotContain("sasl.jaas.config");
  }

  /** What a failure looks like with {@code --verbose}. */
  private static String told(Exception failure) {
    StringWriter err = new StringWriter();
    CommandLine command = new CommandLine(new Verbose());
    command.setErr(new PrintWriter(err));
    command.parseArgs("--verbose");
    assertThat(Failures.tell(failure, command)).isEqualTo(1);
    return err.toString();
  }

  @Command
  private static final class Verbose {
    @Option(names = "--verbose")
    boolean verbose;
  }
}
