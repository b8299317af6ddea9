package dev.eventstore.expression;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.CelErrorCode;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime.Program;
import dev.cel.runtime.CelVariableResolver;
import dev.eventstore.value.Values;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A CEL program. A null operand makes the whole of it null; where the expression itself tests for
 * null it is evaluated as written, and is null only where a null operand makes it fail.
 */
final class CelExpression implements Expression {
  private final ExpressionType type;
  private final CelExpr tree;
  private final List<Path> operands;
  private final boolean testsNull;
  private final Program program;
  private final Supplier<Optional<Program>> wide;
  private final Results results;

  /**
   * @param tree what the program computes, rewritten
   * @param wide the same where integers are decimals, which have no bounds, if there is such a
   *     program
   */
  CelExpression(
      ExpressionType type,
      CelExpr tree,
      Rewriting rewriting,
      Program program,
      Supplier<Optional<Program>> wide) {
    this.type = type;
    this.tree = tree;
    this.operands = rewriting.paths();
    this.testsNull = rewriting.testsNull();
    this.program = program;
    this.wide = wide;
    this.results = new Results(operands);
  }

  @Override
  public ExpressionType type() {
    return type;
  }

  @Override
  public IntegerRange range(Function<String, IntegerRange> columns) {
    return new Ranges(columns).of(tree);
  }

  @Override
  public Set<String> names() {
    Set<String> names = new TreeSet<>();
    operands.forEach(operand -> names.add(operand.name()));
    return names;
  }

  @Override
  public Object evaluate(Function<String, Object> row) {
    Object known = results.find(row);
    return known == Results.UNKNOWN ? results.put(compute(row)) : known;
  }

  private Object compute(Function<String, Object> row) {
    if (!testsNull && hasNull(row)) {
      return null;
    }
    CelVariableResolver values = name -> Optional.of(orNull(row.apply(name)));
    try {
      return canonical(program.eval(values));
    } catch (CelEvaluationException e) {
      return NullOperands.failed(tree, program, values) ? null : evaluateOtherwise(row, e);
    }
  }

  private Object evaluateOtherwise(Function<String, Object> row, CelEvaluationException failure) {
    if (!isBeyond64Bits(row, failure)) {
      return failed(row, RunMessages.of(failure));
    }
    if (wide.get().isEmpty()) {
      return failed(row, RunMessages.BEYOND_64_BITS);
    }
    try {
      return canonical(wide.get().get().eval(name -> Optional.of(widened(row.apply(name)))));
    } catch (CelEvaluationException e) {
      return failed(row, RunMessages.ofWide(e));
    }
  }

  private boolean isBeyond64Bits(Function<String, Object> row, CelEvaluationException failure) {
    return failure.getErrorCode() == CelErrorCode.NUMERIC_OVERFLOW
        || operands.stream().anyMatch(operand -> row.apply(operand.name()) instanceof BigInteger);
  }

  private Object failed(Function<String, Object> row, String why) {
    if (testsNull && hasNull(row)) {
      return null;
    }
    throw new ExpressionException(why);
  }

  private boolean hasNull(Function<String, Object> row) {
    for (Path operand : operands) {
      if (operand.value(row) == null) {
        return true;
      }
    }
    return false;
  }

  private static Object orNull(Object value) {
    return value == null ? NullValue.NULL_VALUE : value;
  }

  private static Object widened(Object value) {
    if (value instanceof BigInteger big) {
      return new BigDecimal(big);
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> copy = map instanceof LooseMap ? new LooseMap() : new LinkedHashMap<>();
      map.forEach((name, item) -> copy.put((String) name, widened(item)));
      return copy;
    }
    if (value instanceof List<?> list) {
      return list.stream().map(CelExpression::widened).toList();
    }
    return value instanceof Long integer ? BigDecimal.valueOf(integer) : orNull(value);
  }

  private Object canonical(Object value) {
    if (value == null || value == NullValue.NULL_VALUE) {
      return null;
    }
    if (value instanceof BigDecimal) {
      BigDecimal decimal = Decimals.of(value);
      return type == ExpressionType.INTEGER
          ? integer(decimal.toBigIntegerExact())
          : Values.decimal(decimal);
    }
    if (value instanceof UnsignedLong unsigned) {
      BigInteger exact = unsigned.bigIntegerValue();
      return exact.bitLength() < 64 ? (Object) exact.longValue() : new BigDecimal(exact);
    }
    if (value instanceof Double) {
      throw new ExpressionException("the result is a double; use decimal(x) to stay exact");
    }
    if (value instanceof Map<?, ?> map && !(value instanceof LooseMap)) {
      Map<Object, Object> sorted = new TreeMap<>();
      sorted.putAll(map);
      return sorted;
    }
    return value;
  }

  private static Object integer(BigInteger value) {
    return value.bitLength() < 64 ? (Object) value.longValue() : value;
  }
}
