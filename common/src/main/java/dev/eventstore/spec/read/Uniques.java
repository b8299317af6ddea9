package dev.eventstore.spec.read;

import dev.eventstore.spec.yaml.Node.Mapping;
import dev.eventstore.spec.yaml.Problems;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Refuses a name that a list uses twice. */
final class Uniques {
  private Uniques() {}

  static void check(List<Mapping> named, String what, Problems problems) {
    Set<String> seen = new HashSet<>();
    for (Mapping one : named) {
      one.scalar("name")
          .filter(name -> !seen.add(name.text()))
          .ifPresent(
              name ->
                  problems.at(
                      name, "two " + what + " are named '" + name.written() + "'; rename one"));
    }
  }
}
