package dev.eventstore.cli;

import dev.eventstore.connect.ChannelReader;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.usage.CommandReport;
import dev.eventstore.usage.PeriodReport;
import dev.eventstore.usage.StatusRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** The period reports of a store's status channel. */
final class Reports {
  private Reports() {}

  /**
   * The last report of each period, in their order; that of records whose period cannot be known
   * comes first.
   *
   * @param stateFolder where channels are that have no place of their own
   */
  static Collection<PeriodReport> latest(StoreSpec spec, Path stateFolder) {
    return latest(spec, stateFolder, 0);
  }

  /** How many reports there are, so that those of a run can be told from those before it. */
  static long count(StoreSpec spec, Path stateFolder) {
    AtomicLong count = new AtomicLong();
    read(spec, stateFolder, json -> count.incrementAndGet());
    return count.get();
  }

  /** The same, of the reports after so many. */
  static Collection<PeriodReport> latest(StoreSpec spec, Path stateFolder, long after) {
    AtomicLong seen = new AtomicLong();
    SortedMap<String, PeriodReport> reports = new TreeMap<>();
    Consumer<byte[]> each =
        json -> {
          if (seen.getAndIncrement() < after) {
            return;
          }
          if (parse(json) instanceof PeriodReport report) {
            String start = report.start() == null ? "" : report.start().toString();
            reports.put(start, report);
          }
        };
    read(spec, stateFolder, each);
    return reports.values();
  }

  /** What became of commands, in the order in which it was said. */
  static Collection<CommandReport> commands(StoreSpec spec, Path stateFolder) {
    Map<String, CommandReport> commands = new LinkedHashMap<>();
    try (ChannelReader status = open(spec, stateFolder)) {
      readCommands(status, commands);
    }
    return commands.values();
  }

  /** Adds what has become of commands since the last call, by their ids. */
  static void readCommands(ChannelReader status, Map<String, CommandReport> commands) {
    status.readToEnd(
        json -> {
          if (parse(json) instanceof CommandReport command) {
            commands.put(command.id(), command);
          }
        });
  }

  static ChannelReader open(StoreSpec spec, Path stateFolder) {
    return ChannelReader.of(spec.status(), stateFolder.toString());
  }

  private static void read(StoreSpec spec, Path stateFolder, Consumer<byte[]> each) {
    try (ChannelReader status = open(spec, stateFolder)) {
      status.readToEnd(each);
    }
  }

  private static StatusRecord parse(byte[] json) {
    try {
      return StatusRecord.fromJson(json);
    } catch (IOException e) {
      throw new CommandException(
          "The status channel holds something that is no period report; give the store a topic or"
              + " folder of its own.");
    }
  }
}
