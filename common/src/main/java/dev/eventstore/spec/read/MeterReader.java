package dev.eventstore.spec.read;

import dev.eventstore.event.EventSchema;
import dev.eventstore.spec.MeterSpec;
import dev.eventstore.spec.MeterSpec.Missing;
import dev.eventstore.spec.MeterSpec.OperatorSpec;
import dev.eventstore.spec.TableSpec;
import dev.eventstore.spec.yaml.Node.Mapping;
import dev.eventstore.spec.yaml.Node.Scalar;
import dev.eventstore.spec.yaml.Problems;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code meters}. */
final class MeterReader {
  private final Map<String, TableSpec> tables;

  /**
   * @param tables by name, without those that are wrong
   */
  MeterReader(Map<String, TableSpec> tables) {
    this.tables = tables;
  }

  /**
   * @param schema null where the event definition is wrong
   */
  List<MeterSpec> read(Mapping root, EventSchema schema, Problems problems) {
    List<MeterSpec> meters = new ArrayList<>();
    MeterRules rules = new MeterRules(root, problems);
    for (Mapping meter : root.mappings("meters")) {
      rules.check(meter);
      MeterSpec spec = meter(meter);
      meters.add(spec);
      if (schema != null && !problems.hasWithin("tables")) {
        ExpressionChecks.meter(schema, meter, spec, problems);
      }
    }
    Uniques.check(root.mappings("meters"), "meters", problems);
    return meters;
  }

  private MeterSpec meter(Mapping meter) {
    return new MeterSpec(
        Values.text(meter, "name", ""),
        meter.mappings("operators").stream().map(this::operator).flatMap(Optional::stream).toList(),
        meter.scalars("targets").stream().map(Scalar::text).toList());
  }

  /** Empty for an operator that the grammar, or a rule, has refused. */
  private Optional<OperatorSpec> operator(Mapping operator) {
    if (operator.scalar("filter").isPresent()) {
      return operator.scalar("filter").map(filter -> new MeterSpec.Filter(filter.text()));
    }
    if (operator.has("derive")) {
      return Optional.of(new MeterSpec.Derive(columns(operator.mapping("derive"))));
    }
    if (operator.has("lookup")) {
      return lookup(operator.mapping("lookup"));
    }
    if (operator.has("aggregate")) {
      Mapping aggregate = operator.mapping("aggregate");
      return Optional.of(
          new MeterSpec.Aggregate(
              aggregate.scalars("by").stream().map(Scalar::text).toList(),
              columns(aggregate.mapping("values"))));
    }
    return Optional.empty();
  }

  private Optional<OperatorSpec> lookup(Mapping lookup) {
    return Optional.ofNullable(tables.get(Values.text(lookup, "table", "")))
        .map(
            table ->
                new MeterSpec.Lookup(
                    table,
                    Values.text(lookup, "key", ""),
                    Values.text(lookup, "as", ""),
                    Values.word(lookup, "missing", Missing.class, Missing.NULL)));
  }

  private static Map<String, String> columns(Mapping map) {
    return Collections.unmodifiableMap(Values.texts(map));
  }
}
