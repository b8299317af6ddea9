package dev.eventstore.meter.aggregate;

import dev.eventstore.period.Period;
import dev.eventstore.value.ValueReader;
import dev.eventstore.value.ValueWriter;
import org.apache.datasketches.memory.Memory;
import org.apache.datasketches.theta.SetOperation;
import org.apache.datasketches.theta.Sketch;
import org.apache.datasketches.theta.Union;

/**
 * About how many different values there are, in bounded space: a theta sketch, which keeps the
 * values whose hashes are the least. Which those are depends on the set of values alone, so that
 * unlike with sketches that keep estimates, or draw at random, order and merging change nothing,
 * not even a byte.
 */
final class ApproxUnique implements Accumulator<ApproxUnique> {
  /** How many hashes are kept, of 8 bytes. Up to so many values the count is exact. */
  static final int KEPT = 4_096;

  private final ValueWriter canonical = new ValueWriter();
  private Union values = newUnion();

  private static Union newUnion() {
    return SetOperation.builder().setNominalEntries(KEPT).buildUnion();
  }

  @Override
  public void add(Object value, EventPlace place) {
    values.update(canonical.reset().value(value).toBytes());
  }

  @Override
  public void merge(ApproxUnique other) {
    values.union(other.values.getResult());
  }

  @Override
  public Object result(Period period) {
    return Math.round(values.getResult().getEstimate());
  }

  @Override
  public void write(ValueWriter writer) {
    writer.blob(values.getResult(true, null).toByteArray());
  }

  @Override
  public void read(ValueReader reader) {
    values = newUnion();
    values.union(Sketch.heapify(Memory.wrap(reader.blob())));
  }
}
