package dev.eventstore.gate;

import dev.eventstore.expression.Expression;
import dev.eventstore.expression.ExpressionCompiler;
import dev.eventstore.expression.ExpressionException;
import dev.eventstore.expression.ExpressionType;
import dev.eventstore.spec.SourceSpec;
import dev.eventstore.usage.Counter;
import dev.eventstore.usage.Tally;
import dev.eventstore.value.EventSchema;
import dev.eventstore.value.Field;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
      expression.evaluate(values(new PeriodBook(0), new PeriodBook(0))::get);
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
   * @param previous the book of the period before, or null
   */
  Map<String, Object> values(PeriodBook book, PeriodBook previous) {
    unknown.clear();
    Map<String, Object> values = new HashMap<>(period(book));
    values.put("previous", previous == null ? null : period(previous));
    return values;
  }

  private KnownNames period(PeriodBook book) {
    Map<String, Tally> regions = new HashMap<>();
    KnownNames bySource = new KnownNames("source", unknown);
    for (SourceSpec source : sources) {
      Tally tally = book.tally(source.name());
      bySource.put(source.name(), map(tally, book.unsummed));
      regions.computeIfAbsent(source.region(), name -> new Tally()).merge(tally);
    }
    KnownNames byRegion = new KnownNames("region", unknown);
    regions.forEach((region, tally) -> byRegion.put(region, map(tally, book.unsummed)));
    KnownNames values = map(book.sum(), book.unsummed);
    values.put("sources", bySource);
    values.put("regions", byRegion);
    return values;
  }

  private KnownNames map(Tally tally, Set<String> unsummed) {
    KnownNames map = new KnownNames("count", unknown);
    COUNTS.forEach(counter -> map.put(counter.word(), tally.get(counter)));
    KnownNames totals = new KnownNames("total", unknown);
    for (Field field : schema.fields()) {
      if (field.type().isNumeric() && !unsummed.contains(field.name())) {
        totals.put(field.name(), BigDecimal.ZERO);
      }
    }
    totals.putAll(tally.sums());
    map.put("totals", totals);
    return map;
  }
}
