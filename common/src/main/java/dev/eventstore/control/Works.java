package dev.eventstore.control;

import dev.eventstore.usage.CommandReport;
import dev.eventstore.usage.StatusRecord;
import dev.eventstore.value.ValueReader;
import dev.eventstore.value.ValueWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Commands on events that are being worked on, by all workers of the event store. A worker says now
 * and then how many events it has changed, and at its end that it is done. After a restart, perhaps
 * with other workers, each begins again; what was changed before is not found again, so the numbers
 * changed add up. What a worker says at its end replaces what it had said there before.
 */
public final class Works {
  private static final int VERSION = 1;

  private static final class Work {
    /** What will be said of it; null until the command itself has been read. */
    private CommandReport report;

    private long changed;

    /** By the number of workers: of each that is done, what it found at its end. */
    private final Map<Integer, Map<Integer, Long>> done = new TreeMap<>();
  }

  private final Map<String, Work> works = new TreeMap<>();

  /** Begins to wait for a command's work. */
  public Optional<CommandReport> begin(CommandReport report) {
    Work work = works.computeIfAbsent(report.id(), id -> new Work());
    work.report = report;
    return ended(work);
  }

  /** Whether a command's work has not ended. */
  public boolean isWaitedFor(String id) {
    return works.containsKey(id);
  }

  /** The commands of which the work has not ended. */
  public List<CommandReport> waiting() {
    return works.values().stream().map(work -> work.report).filter(Objects::nonNull).toList();
  }

  /** Waits no longer for a command's work. */
  public void end(String id) {
    works.remove(id);
  }

  /** A worker has changed so many more events. */
  public void changed(String id, long events) {
    works.computeIfAbsent(id, name -> new Work()).changed += events;
  }

  /**
   * A worker is at its end.
   *
   * @param found events it found, beside those it said it had changed
   * @return what becomes of the command, where this was the last worker
   */
  public Optional<CommandReport> done(String id, int worker, int workers, long found) {
    Work work = works.computeIfAbsent(id, name -> new Work());
    work.done.computeIfAbsent(workers, all -> new TreeMap<>()).put(worker, found);
    return ended(work);
  }

  private Optional<CommandReport> ended(Work work) {
    if (work.report == null) {
      return Optional.empty();
    }
    for (Map.Entry<Integer, Map<Integer, Long>> workers : work.done.entrySet()) {
      if (workers.getValue().size() == workers.getKey()) {
        works.remove(work.report.id());
        long found = workers.getValue().values().stream().mapToLong(Long::longValue).sum();
        return Optional.of(work.report.modified(work.changed + found));
      }
    }
    return Optional.empty();
  }

  /** What to keep for a restart. */
  public List<byte[]> snapshot() {
    List<byte[]> all = new ArrayList<>();
    works.forEach(
        (id, work) -> {
          ValueWriter writer = new ValueWriter().unsigned(VERSION).string(id);
          writer.blob(work.report == null ? new byte[0] : work.report.toJson());
          writer.signed(work.changed).unsigned(work.done.size());
          work.done.forEach(
              (workers, done) -> {
                writer.unsigned(workers).unsigned(done.size());
                done.forEach((worker, found) -> writer.unsigned(worker).signed(found));
              });
          all.add(writer.toBytes());
        });
    return all;
  }

  /** Takes up what was kept. */
  public void restore(Iterable<byte[]> kept) {
    for (byte[] bytes : kept) {
      ValueReader reader = new ValueReader(bytes);
      long version = reader.unsigned();
      if (version != VERSION) {
        throw new IllegalArgumentException("work of layout " + version + ", this reads " + VERSION);
      }
      Work work = new Work();
      works.put(reader.string(), work);
      byte[] report = reader.blob();
      work.report = report.length == 0 ? null : report(report);
      work.changed = reader.signed();
      for (long i = reader.unsigned(); i > 0; i--) {
        Map<Integer, Long> done = new TreeMap<>();
        work.done.put((int) reader.unsigned(), done);
        for (long j = reader.unsigned(); j > 0; j--) {
          done.put((int) reader.unsigned(), reader.signed());
        }
      }
    }
  }

  private static CommandReport report(byte[] json) {
    try {
      return (CommandReport) StatusRecord.fromJson(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
