package dev.eventstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import picocli.CommandLine;

/**
 * A call of the command line in this process.
 *
 * @param out standard output
 * @param err standard error
 */
record Cli(int exit, String out, String err) {
  static Cli call(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine commandLine = Main.commandLine();
    commandLine.setOut(new PrintWriter(out));
    commandLine.setErr(new PrintWriter(err));
    String[] words = new String[arguments.length];
    for (int i = 0; i < words.length; i++) {
      words[i] =
          arguments[i] instanceof Path path ? path.toAbsolutePath().toString() : "" + arguments[i];
    }
    int exit = commandLine.execute(words);
    return new Cli(exit, out.toString(), err.toString());
  }

  /** Asks for the status as JSON until it has a text, which it must within half a minute. */
  static Cli awaitStatus(Path file, String text) throws InterruptedException {
    Cli status = call("status", file, "--output", "json");
    for (int i = 0; i < 100 && !status.out().contains(text); i++) {
      Thread.sleep(300);
      status = call("status", file, "--output", "json");
    }
    assertThat(status.out()).contains(text);
    return status;
  }
}
