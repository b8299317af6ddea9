package dev.eventstore.store.gate;

import dev.eventstore.meter.OutdatedMeters;
import dev.eventstore.usage.Tally;
import java.math.BigDecimal;
import java.util.Map;

/** What the gate is told. A period is named by its start, epoch seconds. */
public sealed interface GateInput {
  /** In the place of a period: it cannot be known. */
  long NO_PERIOD = Long.MIN_VALUE;

  /**
   * More counts of one source and period.
   *
   * @param late of changes after the period's release
   */
  record Counted(String source, long period, Tally tally, boolean late) implements GateInput {}

  /**
   * The promise of one of the readers of a source.
   *
   * @param reader from 0
   * @param readers how many the source has
   * @param promise everything before it has been reported, epoch milliseconds
   * @param holding the partition that holds the promise back, or -1
   */
  record Promised(String source, int reader, int readers, long promise, int holding)
      implements GateInput {}

  /**
   * A manifest: what one partition's marker declares of a period.
   *
   * @param count distinct events, or -1
   */
  record Declared(
      String source, int partition, long period, long count, Map<String, BigDecimal> totals)
      implements GateInput {}

  /**
   * One worker of the event store has worked on a command.
   *
   * @param command its id
   * @param worker from 0
   * @param workers how many there are
   * @param changed how many events it changed since it last said so
   * @param done whether it is at its end
   * @param found how many events it found at its end, beside those changed
   */
  record Worked(String command, int worker, int workers, long changed, boolean done, long found)
      implements GateInput {}

  /** Which meters are others now than when periods were released to them. */
  record Outdated(OutdatedMeters meters) implements GateInput {}
}
