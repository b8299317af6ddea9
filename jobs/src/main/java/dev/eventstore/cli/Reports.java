package dev.eventstore.cli;

import dev.eventstore.connect.ChannelReader;
import dev.eventstore.connect.channel.Channels;
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
import java.util.function.Consumer;

/** What a store says on its status channel: of its periods, and of operators' commands. */
final class Reports implements AutoCloseable {
  private final ChannelReader status;
  private final SortedMap<String, PeriodReport> periods = new TreeMap<>();
  private final Map<String, CommandReport> commands = new LinkedHashMap<>();

  /**
   * @param stateFolder where channels are that have no place of their own
   */
  Reports(StoreSpec spec, Path stateFolder) {
    status = Channels.reader(spec.status(), stateFolder.toString());
  }

  /** What it has said by now. */
  static Reports read(StoreSpec spec, Path stateFolder) {
    try (Reports reports = new Reports(spec, stateFolder)) {
      reports.readOn();
      return reports;
    }
  }

  /** Takes up what has been said since the last call. */
  void readOn() {
    readOn(record -> {});
  }

  /** The same, and hands each over. */
  void readOn(Consumer<StatusRecord> each) {
    status.readToEnd(
        json -> {
          StatusRecord record = parse(json);
          if (record instanceof PeriodReport report) {
            periods.put(report.start() == null ? "" : report.start().toString(), report);
          } else if (record instanceof CommandReport command) {
            commands.put(command.id(), command);
          }
          each.accept(record);
        });
  }

  /** Forgets what has been said so far: the next call begins after it. */
  void skip() {
    readOn();
    periods.clear();
    commands.clear();
  }

  /**
   * The last report of each period, in their order; that of records whose period cannot be known
   * comes first.
   */
  Collection<PeriodReport> periods() {
    return periods.values();
  }

  /** What became of commands, by their ids, in the order in which it was said. */
  Map<String, CommandReport> commands() {
    return commands;
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

  @Override
  public void close() {
    status.close();
  }
}
