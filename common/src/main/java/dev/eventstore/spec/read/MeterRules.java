package dev.eventstore.spec.read;

import dev.eventstore.spec.yaml.Node.Mapping;
import dev.eventstore.spec.yaml.Node.Scalar;
import dev.eventstore.spec.yaml.Problems;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The definition rules of meters. */
final class MeterRules {
  private final Mapping targets;
  private final boolean targetsKnown;
  private final Set<String> tables;
  private final boolean tablesKnown;
  private final String store;
  private final Set<String> sourceStores;
  private final Problems problems;

  MeterRules(Mapping root, Problems problems) {
    this.targets = root.mapping("targets");
    this.targetsKnown = root.entries().get("targets") instanceof Mapping;
    this.tables = root.mapping("tables").entries().keySet();
    this.tablesKnown = !root.has("tables") || root.entries().get("tables") instanceof Mapping;
    this.store = Values.text(root, "store", "");
    this.sourceStores =
        root.mappings("sources").stream()
            .map(source -> source.mapping("store").scalar("name"))
            .flatMap(Optional::stream)
            .map(Scalar::text)
            .collect(Collectors.toSet());
    this.problems = problems;
  }

  void check(Mapping meter) {
    targets(meter);
    operators(meter);
  }

  private void targets(Mapping meter) {
    Set<String> named = new HashSet<>();
    Set<String> stores = new HashSet<>();
    for (Scalar name : meter.scalars("targets")) {
      if (!named.add(name.text())) {
        problems.at(name, "the target '" + name.written() + "' is named twice; remove one");
        continue;
      }
      if (!targets.has(name.text())) {
        if (targetsKnown) {
          problems.at(name, "no target is named '" + name.written() + "'; add it under targets");
        }
        continue;
      }
      targets
          .mapping(name.text())
          .scalar("store")
          .ifPresent(
              target -> {
                storeTarget(name, target, stores);
                if (aggregates(meter)) {
                  problems.at(
                      name,
                      "a store takes events, and this meter aggregates them; write its usage"
                          + " records to kafka");
                }
              });
    }
  }

  static boolean aggregates(Mapping meter) {
    return meter.mappings("operators").stream().anyMatch(operator -> operator.has("aggregate"));
  }

  private void storeTarget(Scalar name, Scalar target, Set<String> stores) {
    String shown = "'" + target.written() + "'";
    if (target.text().equals(store)) {
      problems.at(name, "this target is the store itself; a meter feeds other stores only");
    } else if (sourceStores.contains(target.text())) {
      problems.at(
          name,
          "the store "
              + shown
              + " is also a source of this store; remove the target or the source");
    } else if (!stores.add(target.text())) {
      problems.at(
          name, "another target of this meter is the store " + shown + " too; remove one of them");
    }
  }

  private void operators(Mapping meter) {
    boolean aggregated = false;
    for (Mapping operator : meter.mappings("operators")) {
      if (operator.entries().size() != 1) {
        continue;
      }
      String kind = operator.entries().keySet().iterator().next();
      if (kind.equals("aggregate") && aggregated) {
        problems.at(
            operator.entries().get(kind),
            "a meter has at most one aggregate; write a second meter, or a second store");
      } else if (aggregated && (kind.equals("filter") || kind.equals("lookup"))) {
        problems.at(
            operator.entries().get(kind),
            "after an aggregate only derive is possible; move " + kind + " before the aggregate");
      }
      aggregated |= kind.equals("aggregate");
      operator
          .mapping("lookup")
          .scalar("table")
          .filter(table -> tablesKnown && !tables.contains(table.text()))
          .ifPresent(
              table ->
                  problems.at(
                      table, "no table is named '" + table.written() + "'; add it under tables"));
    }
  }
}
