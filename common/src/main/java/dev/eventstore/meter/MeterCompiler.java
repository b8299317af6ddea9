package dev.eventstore.meter;

import dev.eventstore.expression.Expression;
import dev.eventstore.expression.ExpressionException;
import dev.eventstore.expression.ExpressionType;
import dev.eventstore.expression.IntegerRange;
import dev.eventstore.meter.Step.DeriveStep;
import dev.eventstore.meter.Step.FilterStep;
import dev.eventstore.spec.MeterSpec;
import dev.eventstore.spec.MeterSpec.Aggregate;
import dev.eventstore.spec.MeterSpec.Derive;
import dev.eventstore.spec.MeterSpec.Filter;
import dev.eventstore.spec.MeterSpec.Lookup;
import dev.eventstore.spec.MeterSpec.OperatorSpec;
import dev.eventstore.spec.TableSpec;
import dev.eventstore.value.EventSchema;
import dev.eventstore.value.Field;
import dev.eventstore.value.KnownFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Compiles a meter's operators in order, and tells every problem with its place. */
final class MeterCompiler {
  private final MeterSpec spec;
  private final BiConsumer<String, String> problems;
  private final List<Step> before = new ArrayList<>();
  private final List<Step> after = new ArrayList<>();
  private Columns columns;
  private Columns eventColumns;
  private Aggregation aggregation;
  private String place;

  MeterCompiler(KnownFields fields, MeterSpec spec, BiConsumer<String, String> problems) {
    this.spec = spec;
    this.problems = problems;
    this.columns = Columns.of(fields);
    this.eventColumns = columns;
    for (int i = 0; i < spec.operators().size(); i++) {
      place = "operators[" + i + "].";
      compile(spec.operators().get(i));
    }
  }

  List<Step> before() {
    return before;
  }

  /** The columns of a row before the aggregate. */
  Columns eventColumns() {
    return eventColumns;
  }

  /** Null where the meter has none. */
  Aggregation aggregation() {
    return aggregation;
  }

  List<Step> after() {
    return after;
  }

  /** The columns of what the meter says in the end. */
  Columns columns() {
    return columns;
  }

  private void compile(OperatorSpec operator) {
    if (operator instanceof Filter filter) {
      filter(filter);
    } else if (operator instanceof Derive derive) {
      derive(derive);
    } else if (operator instanceof Lookup lookup) {
      lookup(lookup);
    } else if (operator instanceof Aggregate aggregate) {
      aggregate(aggregate);
    } else {
      columns = Columns.hidden();
    }
  }

  private void filter(Filter filter) {
    if (aggregation != null) {
      problems.accept(place + "filter", "after an aggregate there is only derive; move it before");
      return;
    }
    Expression condition = compile(filter.expression(), "filter", columns.expressions()::compile);
    if (condition != null && condition.type() != ExpressionType.BOOLEAN) {
      problems.accept(
          place + "filter",
          "gives " + word(condition) + ", not true or false; write a comparison such as x > 0");
    } else if (condition != null) {
      before.add(new FilterStep(condition));
    }
  }

  private void lookup(Lookup lookup) {
    if (aggregation != null) {
      problems.accept(place + "lookup", "after an aggregate there is only derive; move it before");
      hide(lookup);
      return;
    }
    keyProblem(lookup).ifPresent(problem -> problems.accept(place + "lookup.key", problem));
    if (columns.has(lookup.as()) || columns.objects().containsKey(lookup.as())) {
      problems.accept(place + "lookup.as", "there is a column of that name; take another one");
      hide(lookup);
    } else if (lookup.as() == null || lookup.table() == null) {
      hide(lookup);
    } else {
      found(lookup);
    }
  }

  private void hide(Lookup lookup) {
    if (lookup.as() == null) {
      columns.hideOthers();
    } else {
      columns.hide(lookup.as());
    }
  }

  private void found(Lookup lookup) {
    TableSpec table = lookup.table();
    int[] places = new int[table.columns().size()];
    for (int i = 0; i < places.length; i++) {
      Field column = table.columns().get(i);
      String name = lookup.as() + "." + column.name();
      columns.put(name, ExpressionType.of(column.type()));
      places[i] = columns.indexOf(name);
    }
    columns.putObject(lookup.as(), lookup.as() + "." + table.key());
    before.add(new LookupStep(lookup, columns.indexOf(lookup.key()), places));
  }

  private Optional<String> keyProblem(Lookup lookup) {
    if (lookup.key() == null) {
      return Optional.empty();
    }
    Optional<String> unknown = unknown(lookup.key());
    if (unknown.isPresent() || lookup.table() == null) {
      return unknown;
    }
    ExpressionType type = columns.type(lookup.key());
    ExpressionType wanted = keyType(lookup.table());
    return type == wanted || type == ExpressionType.DYNAMIC
        ? Optional.empty()
        : Optional.of(
            "is of type "
                + word(type)
                + " but the table's key is of type "
                + word(wanted)
                + "; declare '"
                + lookup.table().key()
                + "' under the table's fields");
  }

  private static ExpressionType keyType(TableSpec table) {
    return ExpressionType.of(table.column(table.key()).type());
  }

  private void derive(Derive derive) {
    RowExpressions given = columns.expressions();
    Function<String, IntegerRange> ranges = columns.ranges();
    List<Integer> places = new ArrayList<>();
    List<Expression> expressions = new ArrayList<>();
    for (Map.Entry<String, String> column : derive.columns().entrySet()) {
      String name = column.getKey();
      Expression expression = compile(column.getValue(), "derive." + name, given::compile);
      if (columns.objects().containsKey(name)) {
        problems.accept(
            place + "derive." + name, "is what was looked up; derive under another name");
      } else if (aggregation != null && aggregation.groups().contains(name)) {
        problems.accept(place + "derive." + name, "is in the group; derive under another name");
      } else if (expression != null && expression.type() == ExpressionType.DYNAMIC) {
        problems.accept(
            place + "derive." + name, "its type is not known; convert it, such as with string(x)");
        columns.hide(name);
      } else if (expression == null) {
        columns.hide(name);
      } else {
        columns.put(name, expression.type(), expression.range(ranges));
        places.add(columns.indexOf(name));
        expressions.add(expression);
      }
    }
    (aggregation == null ? before : after)
        .add(
            new DeriveStep(
                places.stream().mapToInt(Integer::intValue).toArray(),
                expressions.toArray(new Expression[0])));
  }

  private void aggregate(Aggregate aggregate) {
    if (aggregation != null) {
      problems.accept(place + "aggregate", "a meter has at most one aggregate; use a second meter");
      columns = Columns.hidden();
    }
    Columns result = Columns.none();
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < aggregate.by().size(); i++) {
      String name = aggregate.by().get(i);
      if (name == null) {
        result.hideOthers();
        continue;
      }
      String at = place + "aggregate.by[" + i + "]";
      groupProblem(name, result).ifPresent(problem -> problems.accept(at, problem));
      if (!result.has(name)) {
        if (columns.has(name)) {
          result.put(name, columns.type(name), columns.range(name));
        } else {
          result.put(name, ExpressionType.DYNAMIC);
        }
        places.add(columns.indexOf(name));
      }
    }
    List<AggregateCall> calls = new ArrayList<>();
    RowExpressions expressions = columns.expressions();
    for (Map.Entry<String, String> value : aggregate.values().entrySet()) {
      String at = "aggregate.values." + value.getKey();
      AggregateCall call =
          compile(value.getValue(), at, text -> AggregateCall.parse(text, expressions));
      if (aggregate.by().contains(value.getKey())) {
        problems.accept(place + at, "is in the group; name the value otherwise");
      } else if (call == null) {
        result.hide(value.getKey());
      } else {
        result.put(value.getKey(), call.type(), call.range(columns.ranges()));
        calls.add(call);
      }
    }
    aggregation =
        new Aggregation(
            List.copyOf(result.names().subList(0, places.size())),
            places.stream().mapToInt(Integer::intValue).toArray(),
            List.copyOf(calls));
    eventColumns = columns;
    columns = result;
  }

  /** What keeps a column out of the group. */
  private Optional<String> groupProblem(String name, Columns group) {
    return unknown(name)
        .or(
            () ->
                group.has(name)
                    ? Optional.of("the column is named twice; remove one of them")
                    : Optional.empty());
  }

  /** What is wrong with the name of a column; an entry of a map of strings becomes a column. */
  private Optional<String> unknown(String name) {
    if (!columns.has(name)) {
      entry(name).ifPresent(entry -> derive(name, entry));
    }
    if (!columns.has(name) && columns.mayHave(name)) {
      columns.hide(name);
    }
    if (columns.has(name)) {
      return Optional.empty();
    }
    return Optional.of(
        columns.objects().containsKey(name)
            ? "'"
                + name
                + "' is all that was looked up; name a column of it, such as "
                + columns.objects().get(name)
            : "unknown column '" + name + "'; known are " + String.join(", ", columns.names()));
  }

  /** The entry that a name such as {@code tags.tier} means. */
  private Optional<Expression> entry(String name) {
    int point = name.indexOf('.');
    String strings = point < 0 ? "" : name.substring(0, point);
    return columns.has(strings) && columns.type(strings) == ExpressionType.STRINGS
        ? Optional.of(new EntryExpression(strings, name.substring(point + 1)))
        : Optional.empty();
  }

  private void derive(String name, Expression expression) {
    columns.put(name, expression.type());
    before.add(new DeriveStep(new int[] {columns.indexOf(name)}, new Expression[] {expression}));
  }

  /** Null where a problem is told, now or before. */
  private <T> T compile(String text, String at, Function<String, T> compile) {
    try {
      return text == null ? null : compile.apply(text);
    } catch (ExpressionException e) {
      problems.accept(place + at, e.getMessage());
      return null;
    }
  }

  private static String word(Expression expression) {
    return "a value of type " + word(expression.type());
  }

  private static String word(ExpressionType type) {
    return type.name().toLowerCase(Locale.ROOT);
  }

  /**
   * Identifies the definition: the same operators give the same text, where they aggregate values
   * of the same types, in the same order of versions.
   */
  String definition(EventSchema schema) {
    StringBuilder text = new StringBuilder();
    for (OperatorSpec operator : spec.operators()) {
      if (operator instanceof Filter filter) {
        text.append("filter\0").append(filter.expression());
      } else if (operator instanceof Derive derive) {
        text.append("derive");
        append(text, derive.columns());
      } else if (operator instanceof Lookup lookup) {
        text.append("lookup\0").append(lookup.table().name());
        text.append('\0').append(lookup.key()).append('\0').append(lookup.as());
        text.append('\0').append(lookup.missing()).append('\0').append(lookup.table().key());
        text.append('\0').append(lookup.table().validFrom());
      } else if (operator instanceof Aggregate aggregate) {
        text.append("aggregate\0").append(String.join("\0", aggregate.by())).append("\0values");
        append(text, aggregate.values());
      }
      text.append('\n');
    }
    if (aggregation != null) {
      text.append("types");
      aggregation.groups().forEach(group -> text.append('\0').append(eventColumns.type(group)));
      for (AggregateCall call : aggregation.calls()) {
        text.append('\0').append(call.argument() == null ? "" : call.argument().type());
      }
      if (schema.versionField().isPresent()) {
        Field version = schema.field(schema.versionField().getAsInt());
        text.append('\0').append(version.name()).append('\0').append(version.type());
      }
    }
    return text.toString();
  }

  private static void append(StringBuilder text, Map<String, String> columns) {
    columns.forEach((name, value) -> text.append('\0').append(name).append('\0').append(value));
  }
}
