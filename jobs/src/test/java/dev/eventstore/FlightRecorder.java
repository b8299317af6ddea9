package dev.eventstore;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * Adds to the failure of a test what Flink in this process last said: of a job that stands still
 * once in a hundred runs, one wants to know whether its checkpoints did.
 */
public final class FlightRecorder implements BeforeEachCallback, TestExecutionExceptionHandler {
  private static final int KEPT = 20;
  private static final String FLINK = "org.apache.flink";

  /** It warns of each metric that a sink of Flink's registers twice. */
  private static final String METRICS = FLINK + ".metrics";

  private static final Recorder RECORDER = new Recorder();

  /** What was recorded, without a place in the code. */
  private static final class Said extends Throwable {
    private static final long serialVersionUID = 1L;

    private Said(String said) {
      super("Flink last said:\n" + said, null, false, false);
    }
  }

  private static final class Recorder extends AbstractAppender {
    private final Deque<String> said = new ArrayDeque<>();

    private Recorder() {
      super("recorder", null, null, true, Property.EMPTY_ARRAY);
      start();
    }

    @Override
    public synchronized void append(LogEvent event) {
      boolean warns = event.getLevel().isMoreSpecificThan(Level.WARN);
      if (warns && !event.getLoggerName().startsWith(METRICS) || isProgress(event)) {
        said.add(line(event));
        if (said.size() > KEPT) {
          said.remove();
        }
      }
    }

    private static boolean isProgress(LogEvent event) {
      String logger = event.getLoggerName();
      return logger.endsWith(".CheckpointCoordinator")
          || logger.endsWith(".ExecutionGraph")
              && event.getMessage().getFormattedMessage().startsWith("Job ");
    }

    private static String line(LogEvent event) {
      Throwable root = event.getThrown();
      while (root != null && root.getCause() != null) {
        root = root.getCause();
      }
      String message = event.getMessage().getFormattedMessage().lines().findFirst().orElse("");
      return Instant.ofEpochMilli(event.getInstant().getEpochMillisecond())
          + " "
          + event.getLevel()
          + " "
          + message
          + (root == null ? "" : ": " + root);
    }

    synchronized void clear() {
      said.clear();
    }

    synchronized String said() {
      return String.join("\n", said);
    }
  }

  /** Where a command has set up a log of its own, nothing is recorded: the log has it. */
  @Override
  public void beforeEach(ExtensionContext context) {
    LoggerContext log = LoggerContext.getContext(false);
    Configuration configuration = log.getConfiguration();
    if (configuration.getRootLogger().getLevel() == Level.OFF
        && !configuration.getLoggers().containsKey(FLINK)) {
      LoggerConfig flink = new LoggerConfig(FLINK, Level.INFO, false);
      flink.addAppender(RECORDER, Level.INFO, null);
      configuration.addLogger(FLINK, flink);
      log.updateLoggers();
    }
    RECORDER.clear();
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    String said = RECORDER.said();
    if (!said.isEmpty()) {
      add(new Said(said), failure);
    }
    throw failure;
  }

  /** As the last of its causes, since a report shows the end of what is long. */
  private static void add(Said said, Throwable failure) {
    Throwable last = failure;
    while (last.getCause() != null) {
      last = last.getCause();
    }
    try {
      last.initCause(said);
    } catch (IllegalStateException e) {
      last.addSuppressed(said);
    }
  }
}
