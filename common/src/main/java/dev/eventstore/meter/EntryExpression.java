package dev.eventstore.meter;

import dev.eventstore.expression.Expression;
import dev.eventstore.expression.ExpressionType;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** One entry of a map of strings, null where there is none: a column such as {@code tags.tier}. */
record EntryExpression(String name, String key) implements Expression {
  @Override
  public ExpressionType type() {
    return ExpressionType.STRING;
  }

  @Override
  public Set<String> names() {
    return Set.of(name);
  }

  @Override
  public Object evaluate(Function<String, Object> row) {
    return row.apply(name) instanceof Map<?, ?> strings ? strings.get(key) : null;
  }
}
