package dev.eventstore.meter.aggregate;

import dev.eventstore.expression.ExpressionType;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
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
  FIRST(Types.ANY, () -> new Edge(false));

  /** Functions of the contract that are still to be built. */
  public static final Set<String> NOT_SUPPORTED_YET =
      Set.of("percentile", "delta", "time_weighted", "approx_unique", "approx_percentile");

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

  private final Set<ExpressionType> takes;
  private final Supplier<Accumulator<?>> accumulators;

  AggregateFunction(Set<ExpressionType> takes, Supplier<Accumulator<?>> accumulators) {
    this.takes = takes;
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

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public boolean takes(ExpressionType argument) {
    return takes.contains(argument);
  }

  public ExpressionType resultType(ExpressionType argument) {
    return switch (this) {
      case COUNT, UNIQUE -> ExpressionType.INTEGER;
      case AVG -> ExpressionType.DECIMAL;
      default -> argument;
    };
  }

  public Accumulator<?> newAccumulator() {
    return accumulators.get();
  }
}
