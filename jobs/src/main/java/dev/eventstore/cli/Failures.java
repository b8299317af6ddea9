package dev.eventstore.cli;

import dev.eventstore.connect.ConnectException;
import dev.eventstore.spec.StoreFileException;
import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import picocli.CommandLine;

/** Tells what failed in one sentence with its remedy, on stderr. */
final class Failures {
  private Failures() {}

  static int tell(Exception failure, CommandLine command) {
    PrintWriter err = command.getErr();
    err.println(sentence(failure));
    if (command.getParseResult() != null
        && command.getParseResult().hasMatchedOption("--verbose")) {
      failure.printStackTrace(err);
    }
    err.flush();
    return Common.REFUSED;
  }

  static String sentence(Throwable failure) {
    Deque<Throwable> causes = new ArrayDeque<>();
    for (Throwable at = failure; at != null && causes.size() < 50; at = at.getCause()) {
      causes.push(at);
      if (at instanceof StoreFileException refused) {
        int count = refused.problems().size();
        return refused.getMessage() + "\n" + count + (count == 1 ? " problem" : " problems");
      }
      if (isOurSentence(at)) {
        return at.getMessage();
      }
      if (String.valueOf(at.getMessage()).contains("No space left on device")) {
        return "The disk is full; free some space, or name a folder elsewhere with --state-dir,"
            + " and run again: nothing that was published is published twice.";
      }
    }
    Throwable root = causes.pop();
    String message = root.getMessage();
    return "It failed ("
        + root.getClass().getSimpleName()
        + (message == null ? "" : ": " + message.lines().findFirst().orElse(""))
        + "); run it again with --verbose to see where.";
  }

  /** What this project throws to be read: it names the remedy after a semicolon. */
  private static boolean isOurSentence(Throwable failure) {
    if (failure instanceof ConnectException || failure instanceof CommandException) {
      return true;
    }
    StackTraceElement[] trace = failure.getStackTrace();
    return trace.length > 0
        && trace[0].getClassName().startsWith("dev.eventstore.")
        && failure.getMessage() != null
        && failure.getMessage().contains("; ");
  }
}
