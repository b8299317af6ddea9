package dev.eventstore.query;

import java.util.List;
import java.util.Optional;
import org.apache.flink.table.expressions.CallExpression;
import org.apache.flink.table.expressions.FieldReferenceExpression;
import org.apache.flink.table.expressions.ResolvedExpression;
import org.apache.flink.table.expressions.ValueLiteralExpression;
import org.apache.flink.table.functions.BuiltInFunctionDefinitions;
import org.apache.flink.table.functions.FunctionDefinition;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.LogicalTypeRoot;

/**
 * Finds in the filters of a query what they want of single columns: comparisons of a string or
 * integer column with constants, and lists of them. Flink applies all filters to the rows that are
 * read in any case, so what is not understood is only not used.
 */
final class Filters {
  private Filters() {}

  /** What a filter wants, where that is understood. */
  static Optional<Wanted> of(ResolvedExpression filter) {
    if (!(filter instanceof CallExpression call)) {
      return Optional.empty();
    }
    FunctionDefinition function = call.getFunctionDefinition();
    List<ResolvedExpression> operands = call.getResolvedChildren();
    if (function == BuiltInFunctionDefinitions.OR) {
      return anyOf(operands);
    } else if (function == BuiltInFunctionDefinitions.AND) {
      return range(operands);
    }
    return operands.size() == 2
        ? comparison(function, operands.get(0), operands.get(1))
            .or(() -> comparison(turned(function), operands.get(1), operands.get(0)))
        : Optional.empty();
  }

  /** Alternatives, all of the same column. */
  private static Optional<Wanted> anyOf(List<ResolvedExpression> alternatives) {
    Optional<Wanted> all = of(alternatives.get(0));
    for (ResolvedExpression alternative : alternatives.subList(1, alternatives.size())) {
      Optional<Wanted> next = of(alternative);
      all =
          all.flatMap(
              one -> next.filter(other -> other.column().equals(one.column())).map(one::or));
    }
    return all;
  }

  /** Within alternatives: between two values. One of the conditions says enough for a start. */
  private static Optional<Wanted> range(List<ResolvedExpression> conditions) {
    return conditions.stream().flatMap(condition -> of(condition).stream()).findFirst();
  }

  private static Optional<Wanted> comparison(
      FunctionDefinition function, ResolvedExpression column, ResolvedExpression constant) {
    if (!(column instanceof FieldReferenceExpression field)
        || !(constant instanceof ValueLiteralExpression literal)) {
      return Optional.empty();
    }
    return constant(field, literal)
        .flatMap(value -> range(function, value))
        .map(range -> new Wanted(field.getName(), List.of(range)));
  }

  /** A bound is taken as part of the range also where it is none: Flink looks again. */
  private static Optional<Wanted.Range> range(FunctionDefinition function, Comparable<?> value) {
    if (function == BuiltInFunctionDefinitions.EQUALS) {
      return Optional.of(new Wanted.Range(value, value));
    } else if (function == BuiltInFunctionDefinitions.GREATER_THAN
        || function == BuiltInFunctionDefinitions.GREATER_THAN_OR_EQUAL) {
      return Optional.of(new Wanted.Range(value, null));
    } else if (function == BuiltInFunctionDefinitions.LESS_THAN
        || function == BuiltInFunctionDefinitions.LESS_THAN_OR_EQUAL) {
      return Optional.of(new Wanted.Range(null, value));
    }
    return Optional.empty();
  }

  /** The comparison that says the same with its operands the other way round. */
  private static FunctionDefinition turned(FunctionDefinition function) {
    if (function == BuiltInFunctionDefinitions.GREATER_THAN
        || function == BuiltInFunctionDefinitions.GREATER_THAN_OR_EQUAL) {
      return BuiltInFunctionDefinitions.LESS_THAN;
    }
    return function == BuiltInFunctionDefinitions.LESS_THAN
            || function == BuiltInFunctionDefinitions.LESS_THAN_OR_EQUAL
        ? BuiltInFunctionDefinitions.GREATER_THAN
        : function;
  }

  private static Optional<Comparable<?>> constant(
      FieldReferenceExpression field, ValueLiteralExpression literal) {
    var column = field.getOutputDataType().getLogicalType();
    var type = literal.getOutputDataType().getLogicalType();
    if (column.is(LogicalTypeFamily.CHARACTER_STRING)
        && type.is(LogicalTypeFamily.CHARACTER_STRING)) {
      return literal.getValueAs(String.class).map(text -> text);
    }
    return column.is(LogicalTypeRoot.BIGINT) && type.is(LogicalTypeFamily.INTEGER_NUMERIC)
        ? literal.getValueAs(Long.class).map(number -> number)
        : Optional.empty();
  }
}
