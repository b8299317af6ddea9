package dev.eventstore.decode;

import dev.eventstore.expression.Expression;
import dev.eventstore.expression.ExpressionCompiler;
import dev.eventstore.expression.ExpressionException;
import dev.eventstore.expression.ExpressionType;
import dev.eventstore.spec.SourceSpec;
import dev.eventstore.value.FieldType;
import dev.eventstore.value.KnownFields;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** Checks the expressions of a source before anything starts. */
public final class MappingCheck {
  /** What can be made into each type of field, besides itself and what is not known yet. */
  private static final Map<FieldType, Set<ExpressionType>> FROM =
      Map.of(
          FieldType.STRING, Set.of(),
          FieldType.INTEGER, Set.of(ExpressionType.DECIMAL, ExpressionType.STRING),
          FieldType.DECIMAL, Set.of(ExpressionType.INTEGER, ExpressionType.STRING),
          FieldType.BOOLEAN, Set.of(ExpressionType.STRING),
          FieldType.TIMESTAMP,
              Set.of(ExpressionType.STRING, ExpressionType.INTEGER, ExpressionType.DECIMAL),
          FieldType.STRINGS, Set.of());

  private static final Map<FieldType, String> REMEDY =
      Map.of(
          FieldType.STRING, "convert it with string(x)",
          FieldType.INTEGER, "convert it with int(x)",
          FieldType.DECIMAL, "convert it with decimal(x)",
          FieldType.BOOLEAN, "write a comparison such as record.x > 0",
          FieldType.TIMESTAMP, "give a time, or what the field's format describes",
          FieldType.STRINGS, "give a map of text to text");

  private MappingCheck() {}

  /**
   * @param problems takes a place relative to the source, such as {@code fields.bytes}, and what is
   *     wrong there
   */
  public static void check(
      KnownFields known, SourceSpec source, BiConsumer<String, String> problems) {
    ExpressionCompiler compiler = new ExpressionCompiler(EventMapper.NAMES);
    if (source.filter() != null) {
      ExpressionType type = type(compiler, source.filter(), "filter", problems);
      if (type != null && type != ExpressionType.BOOLEAN && type != ExpressionType.DYNAMIC) {
        problems.accept(
            "filter",
            "gives " + word(type) + ", not true or false; write a comparison such as record.x > 0");
      }
    }
    source
        .fields()
        .forEach(
            (name, expression) -> {
              String place = "fields." + name;
              ExpressionType type = type(compiler, expression, place, problems);
              known
                  .type(name)
                  .filter(field -> type != null && !fits(type, field))
                  .ifPresent(field -> problems.accept(place, misfit(type, field)));
            });
  }

  private static ExpressionType type(
      ExpressionCompiler compiler, String text, String place, BiConsumer<String, String> problems) {
    try {
      Expression compiled = compiler.compile(text);
      return compiled.type();
    } catch (ExpressionException e) {
      problems.accept(place, e.getMessage());
      return null;
    }
  }

  private static String misfit(ExpressionType type, FieldType field) {
    return "gives "
        + word(type)
        + " but the field is of type "
        + field.word()
        + "; "
        + REMEDY.get(field);
  }

  private static boolean fits(ExpressionType type, FieldType field) {
    return type == ExpressionType.DYNAMIC
        || type == ExpressionType.of(field)
        || FROM.get(field).contains(type);
  }

  private static String word(ExpressionType type) {
    return "a value of type " + type.name().toLowerCase(java.util.Locale.ROOT);
  }
}
