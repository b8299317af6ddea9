package dev.eventstore.cli;

import java.nio.file.Path;
import org.apache.logging.log4j.core.config.Configurator;
import org.slf4j.LoggerFactory;

/** Where Flink and Kafka log: a file, never the terminal. */
final class Logging {
  private static final String FILE = "event-store.log";

  private Logging() {}

  /** What to do about a failure of a job that runs. */
  static String remedy() {
    return "see " + System.getProperty(FILE);
  }

  /** Logs to {@code log/event-store.log} in the folder from now on. */
  static void to(Path folder) {
    System.setProperty(FILE, folder.resolve("log").resolve("event-store.log").toString());
    System.setProperty("event-store.log.level", "info");
    // Kafka's clients print their whole configuration at each start.
    System.setProperty("event-store.log.kafka", "warn");
    Configurator.reconfigure();
    // Where threads ask for their first loggers at once, SLF4J tells the terminal of it.
    LoggerFactory.getILoggerFactory();
  }
}
