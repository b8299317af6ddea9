package dev.eventstore.bench.peers.datastream;

import java.math.BigDecimal;
import org.apache.flink.api.common.functions.AggregateFunction;

/** Sum of bytes and count of events, kept up event by event. */
final class SumAndCount implements AggregateFunction<Charge, SumAndCount.Sum, SumAndCount.Sum> {
  private static final long serialVersionUID = 1L;

  /** A POJO of Flink's. */
  public static final class Sum {
    public BigDecimal bytes = BigDecimal.ZERO;
    public long count;
  }

  @Override
  public Sum createAccumulator() {
    return new Sum();
  }

  @Override
  public Sum add(Charge charge, Sum sum) {
    sum.bytes = sum.bytes.add(charge.bytes);
    sum.count++;
    return sum;
  }

  @Override
  public Sum getResult(Sum sum) {
    return sum;
  }

  @Override
  public Sum merge(Sum one, Sum other) {
    one.bytes = one.bytes.add(other.bytes);
    one.count += other.count;
    return one;
  }
}
