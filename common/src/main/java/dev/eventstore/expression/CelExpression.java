package dev.eventstore.expression;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime.Program;
import dev.eventstore.event.Values;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A CEL program. A null operand makes the whole of it null; where the expression itself tests for
 * null it is evaluated as written, and is null only where a null operand makes it fail.
 */
final class CelExpression implements Expression {
  private final ExpressionType type;
  private final List<Path> operands;
  private final boolean testsNull;
  private final Program program;

  CelExpression(ExpressionType type, List<Path> operands, boolean testsNull, Program program) {
    this.type = type;
    this.operands = operands;
    this.testsNull = testsNull;
    this.program = program;
  }

  @Override
  public ExpressionType type() {
    return type;
  }

  @Override
  public Set<String> names() {
    Set<String> names = new TreeSet<>();
    operands.forEach(operand -> names.add(operand.name()));
    return names;
  }

  @Override
  public Object evaluate(Function<String, Object> row) {
    if (!testsNull && hasNull(row)) {
      return null;
    }
    try {
      return canonical(program.eval(name -> Optional.of(orNull(row.apply(name)))));
    } catch (CelEvaluationException e) {
      if (testsNull && hasNull(row)) {
        return null;
      }
      throw new ExpressionException(RunMessages.of(e));
    }
  }

  private boolean hasNull(Function<String, Object> row) {
    for (Path operand : operands) {
      if (operand.isNull(row)) {
        return true;
      }
    }
    return false;
  }

  private static Object orNull(Object value) {
    return value == null ? NullValue.NULL_VALUE : value;
  }

  private static Object canonical(Object value) {
    if (value == null || value == NullValue.NULL_VALUE) {
      return null;
    }
    if (value instanceof BigDecimal decimal) {
      return Values.decimal(decimal);
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
}
