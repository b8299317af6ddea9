package dev.eventstore.expression;

import java.util.Set;
import java.util.function.Function;

/** One name, as it is: most expressions of meters are that. */
record NameExpression(String name, ExpressionType type) implements Expression {
  @Override
  public IntegerRange range(Function<String, IntegerRange> columns) {
    return columns.apply(name);
  }

  @Override
  public Set<String> names() {
    return Set.of(name);
  }

  @Override
  public Object evaluate(Function<String, Object> row) {
    return row.apply(name);
  }
}
