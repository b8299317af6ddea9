package dev.eventstore.cli;

import dev.eventstore.connect.ConnectException;
import dev.eventstore.spec.StoreFileException;
import dev.eventstore.text.Count;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.util.SerializedThrowable;
import picocli.CommandLine;

/** Tells what failed in one sentence with its remedy, on stderr. */
final class Failures {
  private static final int DEEPEST = 50;

  private Failures() {}

  static int tell(Exception failure, CommandLine command) {
    PrintWriter err = command.getErr();
    err.println(sentence(failure));
    if (command.getParseResult() != null
        && command.getParseResult().hasMatchedOption("--verbose")) {
      printTrace(failure, err);
    }
    err.flush();
    return Common.REFUSED;
  }

  static String sentence(Throwable failure) {
    return sentence(failure, "run it again with --verbose to see where");
  }

  /**
   * @param remedy what to do about a failure that nobody has foreseen
   */
  static String sentence(Throwable failure, String remedy) {
    List<Throwable> chain = chain(failure);
    for (Throwable at : chain) {
      if (at instanceof StoreFileException refused) {
        int count = refused.problems().size();
        return refused.getMessage() + "\n" + Count.of(count, "problem");
      } else if (isOurs(at)) {
        return at.getMessage();
      } else if (String.valueOf(at.getMessage()).contains("No space left on device")) {
        return "The disk is full; free some space, or name a folder elsewhere with --state-dir,"
            + " and run again: nothing that was published is published twice.";
      }
    }
    Throwable root = chain.get(chain.size() - 1);
    boolean silent = root.getMessage() == null || isKafka(root);
    return "It failed ("
        + root.getClass().getSimpleName()
        + (silent ? "" : ": " + root.getMessage().lines().findFirst().orElse(""))
        + "); "
        + remedy
        + ".";
  }

  /** A failure and its causes; those that came from a task are what they were there. */
  private static List<Throwable> chain(Throwable failure) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable at = failure; at != null && chain.size() < DEEPEST; at = at.getCause()) {
      if (at instanceof SerializedThrowable sent) {
        at = sent.deserializeError(Failures.class.getClassLoader());
      }
      chain.add(at);
    }
    return chain;
  }

  /** What this project throws to be read: it names the remedy after a semicolon. */
  private static boolean isOurs(Throwable at) {
    if (at instanceof ConnectException || at instanceof CommandException) {
      return true;
    }
    StackTraceElement[] frames = at.getStackTrace();
    String message = at.getMessage();
    boolean wraps = at.getCause() != null && at.getCause().toString().equals(message);
    return frames.length > 0
        && frames[0].getClassName().startsWith("dev.eventstore.")
        && message != null
        && message.contains("; ")
        && !wraps;
  }

  /** Kafka's messages may repeat the configuration, and with it a secret: they are left out. */
  private static void printTrace(Throwable failure, PrintWriter err) {
    boolean hidden = false;
    String prefix = "";
    for (Throwable at : chain(failure)) {
      hidden |= isKafka(at);
      err.println(prefix + (hidden ? at.getClass().getName() : at));
      for (StackTraceElement frame : at.getStackTrace()) {
        err.println("\tat " + frame);
      }
      prefix = "Caused by: ";
      hidden |= at instanceof ConnectException;
    }
  }

  private static boolean isKafka(Throwable at) {
    return at.getClass().getName().startsWith("org.apache.kafka.");
  }
}
