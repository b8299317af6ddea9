package dev.eventstore.spec.read;

import dev.eventstore.spec.yaml.Node;
import dev.eventstore.spec.yaml.Node.Mapping;
import dev.eventstore.spec.yaml.Problems;

/** Refuses by name what the grammar has and the product does not do yet: it is never ignored. */
final class Unsupported {
  private final Problems problems;

  private Unsupported(Problems problems) {
    this.problems = problems;
  }

  static void report(Mapping root, Problems problems) {
    Unsupported unsupported = new Unsupported(problems);
    for (Mapping meter : root.mappings("meters")) {
      for (Mapping operator : meter.mappings("operators")) {
        operator
            .mapping("lookup")
            .scalar("missing")
            .filter(missing -> missing.text().equals("quarantine"))
            .ifPresent(missing -> unsupported.refuse(missing, "missing: quarantine; write drop"));
      }
    }
  }

  private void refuse(Node node, String what) {
    problems.at(node, "not supported yet: " + what);
  }
}
