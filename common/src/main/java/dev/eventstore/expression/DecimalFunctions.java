package dev.eventstore.expression;

import com.google.common.collect.ImmutableList;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.TypeParamType;
import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelFunctionBinding;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.IntPredicate;

/** What decimals add to CEL: operators, comparisons and functions. */
final class DecimalFunctions {
  static final String EQUAL = "@equal";
  static final String NOT_EQUAL = "@not_equal";
  static final String DIVIDE = "@divide";
  static final String IS_NULL = "@is_null";
  static final String DECIMAL = "decimal";

  /** A kind of operand: its type in CEL and its class in Java. */
  private record Operand(String word, CelType type, Class<?> javaClass) {}

  private static final Operand DEC = new Operand("decimal", CelTypes.DECIMAL, BigDecimal.class);
  private static final Operand INT = new Operand("int", SimpleType.INT, Long.class);
  private static final Operand TEXT = new Operand("string", SimpleType.STRING, String.class);
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

  private final Map<String, List<CelOverloadDecl>> overloads = new LinkedHashMap<>();
  private final List<CelFunctionBinding> bindings = new ArrayList<>();

  /**
   * @param numericText whether text that is a number counts as one, for records of unknown shape
   */
  DecimalFunctions(boolean numericText) {
    List<Operand[]> mixed =
        new ArrayList<>(List.of(pair(DEC, DEC), pair(DEC, INT), pair(INT, DEC)));
    if (numericText) {
      mixed.addAll(List.of(pair(TEXT, DEC), pair(DEC, TEXT), pair(TEXT, INT), pair(INT, TEXT)));
    }
    arithmetic("_+_", mixed, BigDecimal::add);
    arithmetic("_-_", mixed, BigDecimal::subtract);
    arithmetic("_*_", mixed, BigDecimal::multiply);
    List<Operand[]> all = new ArrayList<>(mixed);
    all.add(pair(INT, INT));
    arithmetic(DIVIDE, all, Decimals::divide);
    comparison("_<_", mixed, order -> order < 0);
    comparison("_<=_", mixed, order -> order <= 0);
    comparison("_>_", mixed, order -> order > 0);
    comparison("_>=_", mixed, order -> order >= 0);
    equality(mixed);
    functions();
  }

  List<CelFunctionDecl> declarations() {
    return overloads.entrySet().stream()
        .map(
            function ->
                CelFunctionDecl.newFunctionDeclaration(function.getKey(), function.getValue()))
        .toList();
  }

  List<CelFunctionBinding> bindings() {
    return bindings;
  }

  private void arithmetic(
      String function, List<Operand[]> pairs, BiFunction<BigDecimal, BigDecimal, BigDecimal> of) {
    for (Operand[] pair : pairs) {
      binary(
          function,
          pair,
          CelTypes.DECIMAL,
          (left, right) -> of.apply(Decimals.of(left), Decimals.of(right)));
    }
  }

  private void comparison(String function, List<Operand[]> pairs, IntPredicate of) {
    for (Operand[] pair : pairs) {
      binary(
          function,
          pair,
          SimpleType.BOOL,
          (left, right) -> of.test(Decimals.of(left).compareTo(Decimals.of(right))));
    }
  }

  /** Numbers are equal by value, whatever their types; all else as Java says. */
  private void equality(List<Operand[]> mixed) {
    List<Operand[]> pairs = new ArrayList<>(mixed);
    for (Operand operand : COMPARABLE) {
      pairs.add(pair(operand, operand));
    }
    for (Operand[] pair : pairs) {
      binary(EQUAL, pair, SimpleType.BOOL, DecimalFunctions::equal);
      binary(NOT_EQUAL, pair, SimpleType.BOOL, (left, right) -> !equal(left, right));
    }
    overload(
        IS_NULL,
        CelOverloadDecl.newGlobalOverload("is_null", SimpleType.BOOL, SimpleType.DYN),
        CelFunctionBinding.from("is_null", Object.class, value -> value == NullValue.NULL_VALUE));
  }

  private static boolean equal(Object left, Object right) {
    if (left.getClass() == right.getClass() && !(left instanceof BigDecimal)) {
      return left.equals(right);
    }
    if (Decimals.isNumber(left) || Decimals.isNumber(right)) {
      return Decimals.isNumeric(left)
          && Decimals.isNumeric(right)
          && Decimals.of(left).compareTo(Decimals.of(right)) == 0;
    }
    return left.equals(right);
  }

  private void functions() {
    for (Operand from : List.of(TEXT, INT, DEC)) {
      String id = "decimal_" + from.word;
      overload(
          DECIMAL,
          CelOverloadDecl.newGlobalOverload(id, CelTypes.DECIMAL, from.type),
          CelFunctionBinding.from(id, from.javaClass, Decimals::of));
    }
    for (Operand from : List.of(DEC, INT)) {
      binary("round", pair(from, INT), CelTypes.DECIMAL, Decimals::round);
      binary("floor", pair(from, INT), CelTypes.DECIMAL, Decimals::floor);
      binary("ceil", pair(from, INT), CelTypes.DECIMAL, Decimals::ceil);
    }
    overload(
        "-_",
        CelOverloadDecl.newGlobalOverload("negate_decimal", CelTypes.DECIMAL, CelTypes.DECIMAL),
        CelFunctionBinding.from("negate_decimal", BigDecimal.class, BigDecimal::negate));
    overload(
        "string",
        CelOverloadDecl.newGlobalOverload("decimal_to_string", SimpleType.STRING, CelTypes.DECIMAL),
        CelFunctionBinding.from("decimal_to_string", BigDecimal.class, Decimals::text));
    overload(
        "int",
        CelOverloadDecl.newGlobalOverload("decimal_to_int", SimpleType.INT, CelTypes.DECIMAL),
        CelFunctionBinding.from("decimal_to_int", BigDecimal.class, Decimals::toInteger));
  }

  private void binary(
      String function, Operand[] pair, CelType result, BiFunction<Object, Object, Object> of) {
    String id = function + "_" + pair[0].word + "_" + pair[1].word;
    overload(
        function,
        CelOverloadDecl.newGlobalOverload(id, result, pair[0].type, pair[1].type),
        CelFunctionBinding.from(
            id,
            ImmutableList.of(pair[0].javaClass, pair[1].javaClass),
            arguments -> of.apply(arguments[0], arguments[1])));
  }

  private void overload(String function, CelOverloadDecl overload, CelFunctionBinding binding) {
    overloads.computeIfAbsent(function, name -> new ArrayList<>()).add(overload);
    bindings.add(binding);
  }

  private static Operand[] pair(Operand left, Operand right) {
    return new Operand[] {left, right};
  }
}
