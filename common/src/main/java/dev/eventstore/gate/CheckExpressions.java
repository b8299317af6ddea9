package dev.eventstore.gate;

import dev.eventstore.expression.Expression;
import dev.eventstore.expression.ExpressionCompiler;
import dev.eventstore.expression.ExpressionException;
import dev.eventstore.expression.ExpressionType;
import dev.eventstore.expression.LooseMap;
import dev.eventstore.spec.SourceSpec;
import dev.eventstore.usage.Counter;
import dev.eventstore.usage.Tally;
import java.math.BigDecimal;
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

  private CheckExpressions() {}

  /** What is wrong with an expression, in one sentence. */
  public static Optional<String> problem(String text) {
    try {
      ExpressionType type = compile(text).type();
      return type == ExpressionType.BOOLEAN || type == ExpressionType.DYNAMIC
          ? Optional.empty()
          : Optional.of("gives no true or false; a check is a comparison");
    } catch (ExpressionException e) {
      return Optional.of(e.getMessage());
    }
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
  static Map<String, Object> values(
      List<SourceSpec> specs, Map<String, Tally> tallies, Map<String, Tally> previous) {
    Map<String, Tally> regions = new HashMap<>();
    LooseMap sources = new LooseMap();
    for (SourceSpec source : specs) {
      Tally tally = tallies.getOrDefault(source.name(), new Tally());
      sources.put(source.name(), map(tally));
      regions.computeIfAbsent(source.region(), name -> new Tally()).merge(tally);
    }
    Map<String, Object> values = new HashMap<>(map(sum(tallies)));
    values.put("sources", sources);
    LooseMap byRegion = new LooseMap();
    regions.forEach((region, tally) -> byRegion.put(region, map(tally)));
    values.put("regions", byRegion);
    values.put("previous", previous == null ? null : map(sum(previous)));
    return values;
  }

  private static Tally sum(Map<String, Tally> tallies) {
    Tally sum = new Tally();
    tallies.values().forEach(sum::merge);
    return sum;
  }

  private static LooseMap map(Tally tally) {
    LooseMap map = new LooseMap();
    COUNTS.forEach(counter -> map.put(counter.word(), tally.get(counter)));
    LooseMap totals = new LooseMap();
    for (Map.Entry<String, BigDecimal> sum : tally.sums().entrySet()) {
      totals.put(sum.getKey(), sum.getValue());
    }
    map.put("totals", totals);
    return map;
  }
}
