package dev.eventstore.spec.read;

import dev.eventstore.gate.CheckExpressions;
import dev.eventstore.spec.ReleaseSpec;
import dev.eventstore.spec.ReleaseSpec.Check;
import dev.eventstore.spec.SourceSpec;
import dev.eventstore.spec.yaml.Node.Mapping;
import dev.eventstore.spec.yaml.Node.Scalar;
import dev.eventstore.spec.yaml.Problems;
import dev.eventstore.value.EventSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code release}. */
final class ReleaseReader {
  private static final Set<String> BUILT_IN = Set.of("manifests", "balance");

  private ReleaseReader() {}

  /**
   * @param schema the event's, or null where it could not be read
   */
  static ReleaseSpec read(
      Mapping root, EventSchema schema, List<SourceSpec> sources, Problems problems) {
    boolean namesKnown = schema != null && !problems.hasWithin(root.at("sources"));
    CheckExpressions expressions = new CheckExpressions(schema, sources);
    Mapping release = root.mapping("release");
    Uniques.check(release.mappings("checks"), "checks", problems);
    List<Check> checks = new ArrayList<>();
    for (Mapping check : release.mappings("checks")) {
      String name = Values.text(check, "name", "");
      Optional<Scalar> expect = check.scalar("expect");
      boolean builtIn = BUILT_IN.contains(name);
      if (expect.isEmpty() && !builtIn) {
        problems.at(
            check,
            "no check named '"
                + check.scalar("name").map(Scalar::written).orElse("")
                + "' is built in; add expect, or take manifests or balance");
      } else if (expect.isPresent() && builtIn) {
        problems.at(expect.get(), "the check is built in and has no expect; name yours otherwise");
      } else if (expect.isPresent() && !problems.has(expect.get())) {
        expressions
            .problem(expect.get().text(), namesKnown)
            .ifPresent(problem -> problems.reported(expect.get(), problem));
        checks.add(new Check(name, expect.get().text()));
      }
    }
    boolean required =
        release.scalar("approval").map(Scalar::text).filter("required"::equals).isPresent();
    return new ReleaseSpec(required, List.copyOf(checks));
  }
}
