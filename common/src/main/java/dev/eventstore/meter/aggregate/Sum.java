package dev.eventstore.meter.aggregate;

import dev.eventstore.event.ValueReader;
import dev.eventstore.event.ValueWriter;
import java.math.BigDecimal;
import java.math.BigInteger;

/** The exact sum of integers or decimals; that of integers may grow beyond 64 bits. */
final class Sum implements Accumulator<Sum> {
  /** A {@link Long}, {@link BigInteger} or {@link BigDecimal}; null where nothing was added. */
  private Object sum;

  @Override
  public void add(Object value, EventPlace place) {
    sum = sum == null ? value : plus(sum, value);
  }

  @Override
  public void merge(Sum other) {
    if (other.sum != null) {
      add(other.sum, null);
    }
  }

  private static Object plus(Object left, Object right) {
    if (left instanceof Long a && right instanceof Long b) {
      long result = a + b;
      boolean overflows = ((a ^ result) & (b ^ result)) < 0;
      return overflows ? (Object) BigInteger.valueOf(a).add(BigInteger.valueOf(b)) : result;
    }
    if (left instanceof BigDecimal || right instanceof BigDecimal) {
      return decimal(left).add(decimal(right));
    }
    return integer(left).add(integer(right));
  }

  private static BigDecimal decimal(Object value) {
    return value instanceof BigDecimal decimal ? decimal : new BigDecimal(integer(value));
  }

  private static BigInteger integer(Object value) {
    return value instanceof BigInteger big ? big : BigInteger.valueOf((Long) value);
  }

  /** A {@link Long} wherever it fits, whichever partial sums did not. */
  @Override
  public Object result() {
    return sum instanceof BigInteger big && big.bitLength() < 64 ? (Object) big.longValue() : sum;
  }

  @Override
  public void write(ValueWriter writer) {
    writer.value(sum);
  }

  @Override
  public void read(ValueReader reader) {
    sum = reader.value();
  }
}
