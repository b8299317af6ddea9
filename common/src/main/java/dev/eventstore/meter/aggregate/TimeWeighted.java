package dev.eventstore.meter.aggregate;

import dev.eventstore.expression.Decimals;
import dev.eventstore.period.Period;
import dev.eventstore.value.ValueReader;
import dev.eventstore.value.ValueWriter;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * The mean over the period of a level that starts at 0 and that each value changes: its integral by
 * the period's length. A change counts from its time to the period's end, so that the integral is
 * the sum of all changes times the end, less the sum of each change times its own time: both sums
 * are exact, and need no order.
 */
final class TimeWeighted implements Accumulator<TimeWeighted> {
  /** Null where no value was added. */
  private BigDecimal changes;

  /** The sum of each change times its time, in seconds since 1970. */
  private BigDecimal moments = BigDecimal.ZERO;

  @Override
  public void add(Object value, EventPlace place) {
    BigDecimal change = Numbers.decimal(value);
    add(change, change.multiply(seconds(place.time())));
  }

  private void add(BigDecimal change, BigDecimal moment) {
    changes = changes == null ? change : changes.add(change);
    moments = moments.add(moment);
  }

  @Override
  public void merge(TimeWeighted other) {
    if (other.changes != null) {
      add(other.changes, other.moments);
    }
  }

  @Override
  public Object result(Period period) {
    if (changes == null) {
      return null;
    }
    BigDecimal end = seconds(period.end());
    BigDecimal integral = end.multiply(changes).subtract(moments);
    return integral.divide(end.subtract(seconds(period.start())), Decimals.DIVISION);
  }

  private static BigDecimal seconds(Instant time) {
    return BigDecimal.valueOf(time.getEpochSecond()).add(BigDecimal.valueOf(time.getNano(), 9));
  }

  @Override
  public void write(ValueWriter writer) {
    writer.value(changes).value(moments);
  }

  @Override
  public void read(ValueReader reader) {
    changes = (BigDecimal) reader.value();
    moments = (BigDecimal) reader.value();
  }
}
