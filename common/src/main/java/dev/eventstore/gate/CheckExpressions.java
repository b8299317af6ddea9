package dev.eventstore.gate;

import dev.eventstore.event.EventSchema;
import dev.eventstore.event.Field;
import dev.eventstore.event.FieldType;
import dev.eventstore.expression.Expression;
import dev.eventstore.expression.ExpressionCompiler;
import dev.eventstore.expression.ExpressionException;
import dev.eventstore.expression.ExpressionType;
import dev.eventstore.spec.SourceSpec;
import dev.eventstore.usage.Counter;
import dev.eventstore.usage.Tally;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Own checks: CEL over a period's tallies (contract 3.5). */
public final class CheckExpressions {
  private static final List<Counter> COUNTS =
      List.of(
          Counter.STORED,
          Counter.DUPLICATES,
          Counter.CONFLICTS,
          Counter.REPLACED,
          Counter.QUARANTINED,
          Counter.LATE);

  private final EventSchema schema;
  private final List<SourceSpec> sources;
  private final List<String> unknown = new ArrayList<>();

  public CheckExpressions(EventSchema schema, List<SourceSpec> sources) {
    this.schema = schema;
    this.sources = sources;
  }

  /**
   * What is wrong with an expression, in one sentence.
   *
   * @param namesKnown whether sources and fields are known, so that their names can be checked
   */
  public Optional<String> problem(String text, boolean namesKnown) {
    try {
      Expression expression = compile(text);
      ExpressionType type = expression.type();
      if (type != ExpressionType.BOOLEAN && type != ExpressionType.DYNAMIC) {
        return Optional.of("gives no true or false; a check is a comparison");
      }
      return namesKnown ? unknownName(expression) : Optional.empty();
    } catch (ExpressionException e) {
      return Optional.of(e.getMessage());
    }
  }

  /** Tried on tallies of nothing: whatever else fails there may pass on real ones. */
  private Optional<String> unknownName(Expression expression) {
    unknown.clear();
    try {
      expression.evaluate(values(Map.of(), Map.of())::get);
    } catch (ExpressionException e) {
      return unknown.stream().findFirst();
    }
    return Optional.empty();
  }

  static Expression compile(String text) {
    Map<String, ExpressionType> names = new LinkedHashMap<>();
    COUNTS.forEach(counter -> names.put(counter.word(), ExpressionType.INTEGER));
    for (String map : List.of("totals", "sources", "regions", "previous")) {
      names.put(map, ExpressionType.DYNAMIC);
    }
    return new ExpressionCompiler(names).compile(text);
  }

  /**
   * What the names stand for.
   *
   * @param tallies by source
   * @param previous those of the period before, or null
   */
  Map<String, Object> values(Map<String, Tally> tallies, Map<String, Tally> previous) {
    unknown.clear();
    Map<String, Object> values = new HashMap<>(period(tallies));
    values.put("previous", previous == null ? null : period(previous));
    return values;
  }

  private KnownNames period(Map<String, Tally> tallies) {
    Map<String, Tally> regions = new HashMap<>();
    KnownNames bySource = new KnownNames("source", unknown);
    for (SourceSpec source : sources) {
      Tally tally = tallies.getOrDefault(source.name(), new Tally());
      bySource.put(source.name(), map(tally));
      regions.computeIfAbsent(source.region(), name -> new Tally()).merge(tally);
    }
    KnownNames byRegion = new KnownNames("region", unknown);
    regions.forEach((region, tally) -> byRegion.put(region, map(tally)));
    KnownNames values = map(sum(tallies));
    values.put("sources", bySource);
    values.put("regions", byRegion);
    return values;
  }

  private static Tally sum(Map<String, Tally> tallies) {
    Tally sum = new Tally();
    tallies.values().forEach(sum::merge);
    return sum;
  }

  private KnownNames map(Tally tally) {
    KnownNames map = new KnownNames("count", unknown);
    COUNTS.forEach(counter -> map.put(counter.word(), tally.get(counter)));
    KnownNames totals = new KnownNames("total", unknown);
    for (int content : schema.contentFields()) {
      Field field = schema.field(content);
      if (field.type() == FieldType.INTEGER || field.type() == FieldType.DECIMAL) {
        totals.put(field.name(), BigDecimal.ZERO);
      }
    }
    totals.putAll(tally.sums());
    map.put("totals", totals);
    return map;
  }
}
