package dev.eventstore.spec.read;

import dev.eventstore.spec.MeterSpec;
import dev.eventstore.spec.MeterSpec.Missing;
import dev.eventstore.spec.MeterSpec.OperatorSpec;
import dev.eventstore.spec.TableSpec;
import dev.eventstore.spec.yaml.Node;
import dev.eventstore.spec.yaml.Node.Mapping;
import dev.eventstore.spec.yaml.Node.Scalar;
import dev.eventstore.spec.yaml.Problems;
import dev.eventstore.value.KnownFields;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code meters}. */
final class MeterReader {
  private final Map<String, TableSpec> tables;
  private final Problems problems;

  /**
   * @param tables by name, without those that are wrong
   */
  MeterReader(Map<String, TableSpec> tables, Problems problems) {
    this.tables = tables;
    this.problems = problems;
  }

  List<MeterSpec> read(Mapping root, KnownFields fields) {
    List<MeterSpec> meters = new ArrayList<>();
    MeterRules rules = new MeterRules(root, problems);
    for (Mapping meter : root.mappings("meters")) {
      rules.check(meter);
      MeterSpec spec = meter(meter);
      meters.add(spec);
      ExpressionChecks.meter(fields, meter, spec, problems);
    }
    Uniques.check(root.mappings("meters"), "meters", problems);
    return meters;
  }

  private MeterSpec meter(Mapping meter) {
    return new MeterSpec(
        Values.text(meter, "name", ""),
        meter.items("operators").stream().map(this::operator).toList(),
        meter.scalars("targets").stream().map(Scalar::text).toList());
  }

  private OperatorSpec operator(Node node) {
    if (node instanceof Mapping operator && operator.entries().size() == 1) {
      if (operator.has("filter")) {
        return new MeterSpec.Filter(Values.text(operator, "filter", null));
      }
      if (operator.entries().get("derive") instanceof Mapping derive) {
        return new MeterSpec.Derive(columns(derive));
      }
      if (operator.has("lookup")) {
        return lookup(operator.mapping("lookup"));
      }
      if (operator.has("aggregate")) {
        return aggregate(operator.mapping("aggregate"));
      }
    }
    return new MeterSpec.Refused();
  }

  private OperatorSpec lookup(Mapping lookup) {
    return new MeterSpec.Lookup(
        tables.get(Values.text(lookup, "table", "")),
        Values.text(lookup, "key", null),
        Values.text(lookup, "as", null),
        Values.word(lookup, "missing", Missing.class, Missing.NULL));
  }

  private OperatorSpec aggregate(Mapping aggregate) {
    List<String> by = new ArrayList<>();
    aggregate.scalars("by").forEach(name -> by.add(name.text()));
    Mapping values = aggregate.mapping("values");
    if (problems.hasWithin(aggregate.at("by")) || problems.has(aggregate) || problems.has(values)) {
      by.add(null);
    }
    return new MeterSpec.Aggregate(by, columns(values));
  }

  private static Map<String, String> columns(Mapping map) {
    Map<String, String> columns = new LinkedHashMap<>();
    map.entries().keySet().forEach(name -> columns.put(name, Values.text(map, name, null)));
    return Collections.unmodifiableMap(columns);
  }
}
