package dev.eventstore.expression;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.TypeParamType;
import dev.eventstore.expression.Functions.Operand;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.IntPredicate;

/** What decimals add to CEL: operators, comparisons and functions. */
final class DecimalFunctions {
  static final String EQUAL = "@equal";
  static final String NOT_EQUAL = "@not_equal";
  static final String DIVIDE = "@divide";
  static final String DECIMAL = "decimal";

  static final Operand DEC = new Operand("decimal", CelTypes.DECIMAL, BigDecimal.class);
  static final Operand INT = new Operand("int", SimpleType.INT, Long.class);
  static final Operand TEXT = new Operand("string", SimpleType.STRING, String.class);
  private static final CelType ANY = TypeParamType.create("A");

  /** What is compared with its like; decimals are among the mixed pairs. */
  private static final List<Operand> COMPARABLE =
      List.of(
          INT,
          TEXT,
          new Operand("bool", SimpleType.BOOL, Boolean.class),
          new Operand("timestamp", SimpleType.TIMESTAMP, Instant.class),
          new Operand("duration", SimpleType.DURATION, Duration.class),
          new Operand("list", ListType.create(ANY), List.class),
          new Operand("map", MapType.create(SimpleType.STRING, ANY), Map.class));

  /** Two operands whose types differ, or for which CEL has no operator. */
  private record Pair(Operand left, Operand right) {}

  private final Functions functions;

  private DecimalFunctions(Functions functions) {
    this.functions = functions;
  }

  /**
   * @param numericText whether text that is a number counts as one, for records of unknown shape
   */
  static void addTo(Functions functions, boolean numericText) {
    new DecimalFunctions(functions).add(numericText);
  }

  private void add(boolean numericText) {
    List<Pair> mixed = new ArrayList<>();
    mixed.addAll(List.of(new Pair(DEC, DEC), new Pair(DEC, INT), new Pair(INT, DEC)));
    if (numericText) {
      mixed.addAll(List.of(new Pair(TEXT, DEC), new Pair(DEC, TEXT)));
      mixed.addAll(List.of(new Pair(TEXT, INT), new Pair(INT, TEXT)));
    }
    List<Pair> numbers = new ArrayList<>(mixed);
    if (numericText) {
      numbers.add(new Pair(TEXT, TEXT));
    }
    arithmetic("_+_", mixed, BigDecimal::add);
    arithmetic("_-_", numbers, BigDecimal::subtract);
    arithmetic("_*_", numbers, BigDecimal::multiply);
    arithmetic("_%_", numbers, Decimals::remainder);
    arithmetic(DIVIDE, numbers, Decimals::divide);
    arithmetic(DIVIDE, List.of(new Pair(INT, INT)), Decimals::divide);
    comparison("_<_", mixed, order -> order < 0);
    comparison("_<=_", mixed, order -> order <= 0);
    comparison("_>_", mixed, order -> order > 0);
    comparison("_>=_", mixed, order -> order >= 0);
    equality(mixed);
    rounding(numericText ? List.of(DEC, INT, TEXT) : List.of(DEC, INT));
    conversions(numericText ? List.of(DEC, TEXT) : List.of(DEC));
  }

  private void arithmetic(
      String function, List<Pair> pairs, BiFunction<BigDecimal, BigDecimal, BigDecimal> of) {
    for (Pair pair : pairs) {
      functions.binary(
          function,
          pair.left,
          pair.right,
          CelTypes.DECIMAL,
          (left, right) -> of.apply(Decimals.of(left), Decimals.of(right)));
    }
  }

  private void comparison(String function, List<Pair> pairs, IntPredicate of) {
    for (Pair pair : pairs) {
      functions.binary(
          function,
          pair.left,
          pair.right,
          SimpleType.BOOL,
          (left, right) -> of.test(Decimals.of(left).compareTo(Decimals.of(right))));
    }
  }

  /** Numbers are equal by value, whatever their types; all else as Java says. */
  private void equality(List<Pair> mixed) {
    List<Pair> pairs = new ArrayList<>(mixed);
    COMPARABLE.forEach(operand -> pairs.add(new Pair(operand, operand)));
    for (Pair pair : pairs) {
      functions.binary(EQUAL, pair.left, pair.right, SimpleType.BOOL, Decimals::equal);
      functions.binary(
          NOT_EQUAL, pair.left, pair.right, SimpleType.BOOL, (a, b) -> !Decimals.equal(a, b));
    }
  }

  private void rounding(List<Operand> from) {
    for (Operand operand : from) {
      functions.binary("round", operand, INT, CelTypes.DECIMAL, Decimals::round);
      functions.binary("floor", operand, INT, CelTypes.DECIMAL, Decimals::floor);
      functions.binary("ceil", operand, INT, CelTypes.DECIMAL, Decimals::ceil);
    }
  }

  /**
   * @param signed what takes a minus, besides what CEL knows
   */
  private void conversions(List<Operand> signed) {
    for (Operand from : List.of(TEXT, INT, DEC)) {
      functions.unary(DECIMAL, from, CelTypes.DECIMAL, Decimals::of);
    }
    for (Operand operand : signed) {
      functions.unary("-_", operand, CelTypes.DECIMAL, value -> Decimals.of(value).negate());
    }
    functions.unary("string", DEC, SimpleType.STRING, value -> Decimals.text((BigDecimal) value));
    functions.unary("int", DEC, SimpleType.INT, value -> Decimals.toInteger((BigDecimal) value));
  }
}
