package dev.eventstore.meter.aggregate;

import dev.eventstore.expression.Decimals;
import dev.eventstore.period.Period;
import dev.eventstore.value.ValueReader;
import dev.eventstore.value.ValueWriter;
import java.math.BigDecimal;

/** The sum by the count: exact until it is asked for, then 38 significant digits, half-even. */
final class Average implements Accumulator<Average> {
  private BigDecimal sum = BigDecimal.ZERO;
  private long count;

  @Override
  public void add(Object value, EventPlace place) {
    sum = sum.add(Numbers.decimal(value));
    count++;
  }

  @Override
  public void merge(Average other) {
    sum = sum.add(other.sum);
    count += other.count;
  }

  @Override
  public Object result(Period period) {
    return count == 0 ? null : sum.divide(BigDecimal.valueOf(count), Decimals.DIVISION);
  }

  @Override
  public void write(ValueWriter writer) {
    writer.unsigned(count).value(sum);
  }

  @Override
  public void read(ValueReader reader) {
    count = reader.unsigned();
    sum = (BigDecimal) reader.value();
  }
}
