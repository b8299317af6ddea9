package dev.eventstore.expression;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.TypeParamType;
import dev.cel.common.values.NullValue;
import dev.eventstore.expression.Functions.Operand;
import dev.eventstore.value.Values;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Reading what may not be there: entries of maps, of records, and null. */
final class RecordFunctions {
  static final String GET = "@get";
  static final String GET_ANY = "@get_any";
  static final String EQUAL_ANY = "@any_equal";
  static final String IN = "@in_values";
  static final String IS_NULL = "@is_null";
  static final String NUMBER = "@number";
  static final String BOOLEAN = "@boolean";

  /** Null, of the type that its place asks for. */
  static final String NOTHING = "@nothing";

  private static final CelType KEY = TypeParamType.create("A");
  private static final CelType VALUE = TypeParamType.create("B");
  private static final Operand ANY = new Operand("any", SimpleType.DYN, Object.class);
  private static final Operand ITEM = new Operand("item", KEY, Object.class);

  private RecordFunctions() {}

  static void addTo(Functions functions) {
    Operand map = new Operand("map", MapType.create(KEY, VALUE), Object.class);
    functions.binary(GET, map, ITEM, VALUE, RecordFunctions::get);
    functions.binary(GET_ANY, ANY, ANY, SimpleType.DYN, RecordFunctions::get);
    functions.constant(NOTHING, VALUE, NullValue.NULL_VALUE);
    functions.unary(IS_NULL, ANY, SimpleType.BOOL, value -> value == NullValue.NULL_VALUE);
    functions.binary(EQUAL_ANY, ANY, ANY, SimpleType.BOOL, RecordFunctions::equal);
    functions.unary(BOOLEAN, ANY, SimpleType.DYN, RecordFunctions::bool);
    functions.binary(NUMBER, ANY, ANY, SimpleType.DYN, RecordFunctions::number);
    functions.binary(
        IN,
        ITEM,
        new Operand("list", ListType.create(KEY), List.class),
        SimpleType.BOOL,
        (item, list) -> ((List<?>) list).stream().anyMatch(other -> Decimals.equal(item, other)));
    functions.binary(
        IN,
        ITEM,
        new Operand("map", MapType.create(KEY, VALUE), Map.class),
        SimpleType.BOOL,
        (key, entries) -> ((Map<?, ?>) entries).containsKey(key));
  }

  /** What is not there is null, and so is all that is in it. */
  private static Object get(Object map, Object key) {
    if (map == NullValue.NULL_VALUE) {
      return map;
    }
    if (map instanceof Map<?, ?> entries) {
      Object value = entries.get(key);
      return value == null ? NullValue.NULL_VALUE : value;
    }
    if (map instanceof List<?> items && key instanceof Number) {
      BigDecimal place = Decimals.of(key);
      boolean isThere =
          place.signum() >= 0 && place.compareTo(BigDecimal.valueOf(items.size())) < 0;
      return isThere ? items.get(place.intValueExact()) : NullValue.NULL_VALUE;
    }
    throw new ExpressionException("'" + key + "' is taken from a value that has no fields");
  }

  /** Values of unlike types are not equal, but where text says a number or a boolean. */
  private static boolean equal(Object left, Object right) {
    if (left == NullValue.NULL_VALUE || right == NullValue.NULL_VALUE) {
      throw new ExpressionException("null is compared with a value; ask for it first");
    }
    if (left instanceof Boolean && right instanceof String text) {
      return left.equals(Values.bool(text));
    }
    if (right instanceof Boolean && left instanceof String text) {
      return right.equals(Values.bool(text));
    }
    return Decimals.equal(left, right);
  }

  /** Text that says true or false as a boolean; all else as it is. */
  private static Object bool(Object value) {
    Boolean said = value instanceof String text ? Values.bool(text) : null;
    return said == null ? value : said;
  }

  /** Of two texts that are both numbers, the first as one; else the first as it is. */
  private static Object number(Object first, Object second) {
    boolean areNumbers =
        first instanceof String
            && second instanceof String
            && Decimals.isNumeric(first)
            && Decimals.isNumeric(second);
    return areNumbers ? Decimals.of(first) : first;
  }
}
