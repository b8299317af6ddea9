package dev.eventstore.meter;

import dev.eventstore.expression.ExpressionType;
import dev.eventstore.expression.IntegerRange;
import dev.eventstore.value.KnownFields;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The columns a row has at some point of a meter: names, types and places. Where a mistake in the
 * store file hides the type of one, it is {@link ExpressionType#DYNAMIC}, which no sound column is.
 */
final class Columns {
  private final Map<String, ExpressionType> types;
  private final Map<String, IntegerRange> ranges = new HashMap<>();
  private final Map<String, String> objects = new LinkedHashMap<>();
  private boolean areAll = true;

  private Columns(Map<String, ExpressionType> types) {
    this.types = types;
  }

  static Columns of(KnownFields fields) {
    Columns columns = none();
    fields
        .types()
        .forEach(
            (name, type) ->
                columns.put(name, type.map(ExpressionType::of).orElse(ExpressionType.DYNAMIC)));
    columns.areAll = fields.areAll();
    return columns;
  }

  /** Columns of which a mistake hides everything. */
  static Columns hidden() {
    Columns columns = none();
    columns.hideOthers();
    return columns;
  }

  static Columns none() {
    return new Columns(new LinkedHashMap<>());
  }

  /** Expressions over the columns that are there now. */
  RowExpressions expressions() {
    Map<String, ExpressionType> names = new LinkedHashMap<>(types);
    objects.keySet().forEach(name -> names.putIfAbsent(name, ExpressionType.OBJECT));
    return new RowExpressions(names, areAll);
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

  /** A mistake hides the type of this column; of a name for several, which there are. */
  void hide(String name) {
    put(name, ExpressionType.DYNAMIC);
  }

  /** A mistake hides that there may be other columns. */
  void hideOthers() {
    areAll = false;
  }

  /** Whether a mistake hides if there is such a column. */
  boolean mayHave(String name) {
    return !areAll || types.get(name.split("\\.", 2)[0]) == ExpressionType.DYNAMIC;
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
