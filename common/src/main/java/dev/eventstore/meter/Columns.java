package dev.eventstore.meter;

import dev.eventstore.event.EventSchema;
import dev.eventstore.event.Field;
import dev.eventstore.expression.ExpressionCompiler;
import dev.eventstore.expression.ExpressionType;
import dev.eventstore.expression.IntegerRange;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The columns a row has at some point of a meter: names, types and places. */
final class Columns {
  private final Map<String, ExpressionType> types;
  private final Map<String, IntegerRange> ranges = new HashMap<>();
  private final Map<String, String> objects = new LinkedHashMap<>();

  private Columns(Map<String, ExpressionType> types) {
    this.types = types;
  }

  static Columns of(EventSchema schema) {
    Columns columns = new Columns(new LinkedHashMap<>());
    for (Field field : schema.fields()) {
      columns.put(field.name(), ExpressionType.of(field.type()));
    }
    return columns;
  }

  static Columns none() {
    return new Columns(new LinkedHashMap<>());
  }

  /** A compiler of expressions over the columns that are there now. */
  ExpressionCompiler compiler() {
    Map<String, ExpressionType> names = new LinkedHashMap<>(types);
    objects.keySet().forEach(name -> names.put(name, ExpressionType.OBJECT));
    return new ExpressionCompiler(names);
  }

  /**
   * Adds a name for all columns that were looked up together.
   *
   * @param column one of them that is null where nothing was found, and only there
   */
  void putObject(String name, String column) {
    objects.put(name, column);
  }

  /** Of each name that stands for all that was looked up, a column that tells whether it is. */
  Map<String, String> objects() {
    return objects;
  }

  /** Adds a column whose integers are 64-bit. */
  void put(String name, ExpressionType type) {
    put(name, type, IntegerRange.LONG);
  }

  /**
   * @param range the bounds of its values, where they are integers
   */
  void put(String name, ExpressionType type, IntegerRange range) {
    types.put(name, type);
    ranges.put(name, range);
  }

  boolean has(String name) {
    return types.containsKey(name);
  }

  ExpressionType type(String name) {
    return types.get(name);
  }

  IntegerRange range(String name) {
    return ranges.get(name);
  }

  /** The bounds of the columns that are there now. */
  Function<String, IntegerRange> ranges() {
    return Map.copyOf(ranges)::get;
  }

  int indexOf(String name) {
    return names().indexOf(name);
  }

  int size() {
    return types.size();
  }

  List<String> names() {
    return List.copyOf(types.keySet());
  }
}
