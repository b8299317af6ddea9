package dev.eventstore.spec.read;

import dev.eventstore.spec.MeterSpec;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.spec.TargetSpec;
import dev.eventstore.spec.yaml.Node.Mapping;
import dev.eventstore.spec.yaml.Node.Scalar;
import dev.eventstore.spec.yaml.Problems;
import java.util.List;
import java.util.regex.Pattern;

/** The rules of database targets. */
final class JdbcRules {
  private static final String POSTGRESQL = "jdbc:postgresql:";

  /** What PostgreSQL takes as a name, twice where the schema is named too. */
  private static final Pattern TABLE =
      Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}(\\.[A-Za-z_][A-Za-z0-9_]{0,62})?");

  private final StoreSpec spec;
  private final Problems problems;

  private JdbcRules(StoreSpec spec, Problems problems) {
    this.spec = spec;
    this.problems = problems;
  }

  static void check(Mapping root, StoreSpec spec, Problems problems) {
    JdbcRules rules = new JdbcRules(spec, problems);
    for (TargetSpec target : spec.targets()) {
      if (target.output() instanceof TargetSpec.JdbcOutput) {
        rules.check(target, root.mapping("targets").mapping(target.name()).mapping("jdbc"));
      }
    }
  }

  private void check(TargetSpec target, Mapping jdbc) {
    jdbc.scalar("url")
        .filter(url -> !problems.has(url) && !url.text().startsWith(POSTGRESQL))
        .ifPresent(
            url ->
                problems.reported(
                    url,
                    "the database is no PostgreSQL; write a URL such as"
                        + " jdbc:postgresql://host:5432/database"));
    jdbc.scalar("table")
        .filter(table -> !problems.has(table) && !TABLE.matcher(table.text()).matches())
        .ifPresent(this::refuseTable);
    List<MeterSpec> meters = spec.metersOf(target);
    if (meters.stream().map(MeterSpec::aggregates).distinct().count() > 1) {
      problems.at(
          jdbc,
          "meters with an aggregate and meters without one write to this table, whose columns are"
              + " not the same; use a target for each");
    }
  }

  private void refuseTable(Scalar table) {
    problems.reported(
        table,
        "'"
            + table.written()
            + "' is no name of a table; use letters, digits and '_', such as usage or"
            + " billing.usage");
  }
}
