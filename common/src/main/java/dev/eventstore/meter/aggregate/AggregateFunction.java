package dev.eventstore.meter.aggregate;

import dev.eventstore.expression.ExpressionType;
import dev.eventstore.expression.IntegerRange;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** The functions of an aggregate operator (contract 3.8). */
public enum AggregateFunction {
  SUM(Types.NUMBERS, Sum::new),
  COUNT(Types.ANY, Count::new),
  MIN(Types.ORDERED, () -> new Extreme(false)),
  MAX(Types.ORDERED, () -> new Extreme(true)),
  AVG(Types.NUMBERS, Average::new),
  UNIQUE(Types.ANY, Unique::new),
  LATEST(Types.ANY, () -> new Edge(true)),
  FIRST(Types.ANY, () -> new Edge(false)),
  PERCENTILE(Percentile::new),
  DELTA(Types.NUMBERS, Delta::new),
  TIME_WEIGHTED(Types.NUMBERS, TimeWeighted::new),
  APPROX_UNIQUE(Types.ANY, ApproxUnique::new),
  APPROX_PERCENTILE(ApproxPercentile::new);

  private static final class Types {
    static final Set<ExpressionType> NUMBERS =
        EnumSet.of(ExpressionType.INTEGER, ExpressionType.DECIMAL);
    static final Set<ExpressionType> ORDERED =
        EnumSet.of(
            ExpressionType.INTEGER,
            ExpressionType.DECIMAL,
            ExpressionType.STRING,
            ExpressionType.TIMESTAMP,
            ExpressionType.BOOLEAN);
    static final Set<ExpressionType> ANY =
        EnumSet.complementOf(EnumSet.of(ExpressionType.DYNAMIC, ExpressionType.OBJECT));

    private Types() {}
  }

  /** Of a group; a million a second make as many in 30 years. */
  private static final long MOST_EVENTS = 1_000_000_000_000_000L;

  private final Set<ExpressionType> takes;
  private final boolean takesPercent;
  private final Function<BigDecimal, Accumulator<?>> accumulators;

  AggregateFunction(Set<ExpressionType> takes, Supplier<Accumulator<?>> accumulators) {
    this.takes = takes;
    this.takesPercent = false;
    this.accumulators = percent -> accumulators.get();
  }

  /** Of numbers, and of which percentile. */
  AggregateFunction(Function<BigDecimal, Accumulator<?>> accumulators) {
    this.takes = Types.NUMBERS;
    this.takesPercent = true;
    this.accumulators = accumulators;
  }

  /** The function of a word such as {@code sum}. */
  public static Optional<AggregateFunction> of(String word) {
    for (AggregateFunction function : values()) {
      if (function.word().equals(word)) {
        return Optional.of(function);
      }
    }
    return Optional.empty();
  }

  /** Whether its result is a count. */
  public boolean counts() {
    return this == COUNT || this == UNIQUE || this == APPROX_UNIQUE;
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public boolean takes(ExpressionType argument) {
    return takes.contains(argument);
  }

  /** Whether it has a second argument: which percentile. */
  public boolean takesPercent() {
    return takesPercent;
  }

  public ExpressionType resultType(ExpressionType argument) {
    return switch (this) {
      case COUNT, UNIQUE, APPROX_UNIQUE -> ExpressionType.INTEGER;
      case AVG, TIME_WEIGHTED -> ExpressionType.DECIMAL;
      default -> argument;
    };
  }

  /**
   * The bounds of its result, where that is an integer.
   *
   * @param argument the bounds of what it takes, where that is one
   */
  public IntegerRange resultRange(IntegerRange argument) {
    return switch (this) {
      case COUNT, UNIQUE, APPROX_UNIQUE -> IntegerRange.COUNT;
      case SUM -> argument.times(IntegerRange.of(1, MOST_EVENTS));
      case DELTA -> argument.minus(argument);
      default -> argument;
    };
  }

  /**
   * @param percent from 0 to 100 where it {@link #takesPercent}, else null
   */
  public Accumulator<?> newAccumulator(BigDecimal percent) {
    return accumulators.apply(percent);
  }
}
