package dev.eventstore.spec.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.spec.Problem;
import dev.eventstore.spec.yaml.Node;
import dev.eventstore.spec.yaml.Problems;
import dev.eventstore.spec.yaml.YamlReader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlacesTest {
  private static final String METERS =
      """
      meters:
        - name: a
          operators:
            - filter: x > 1
            - aggregate:
                by: account
                values:
                  n: sum(y)
        - name: b
          operators:
            - filter: ${env:FILTER}
            - derive: {z: q}
      """;

  @Test
  void findsTheLineOfAPlace() {
    assertThat(reported(0, "operators[1].aggregate.values.n"))
        .containsExactly(
            new Problem("f", 8, "meters[0].operators[1].aggregate.values.n", "no field y"));
    assertThat(reported(0, "operators[0].filter"))
        .containsExactly(new Problem("f", 4, "meters[0].operators[0].filter", "no field y"));
  }

  @Test
  void fallsBackToWhatIsAroundAPlace() {
    assertThat(reported(0, "operators[1].aggregate.by[0]"))
        .extracting(Problem::path)
        .containsExactly("meters[0].operators[1].aggregate.by");
    assertThat(reported(0, "elsewhere")).extracting(Problem::path).containsExactly("meters[0]");
  }

  @Test
  void hidesWordsThatMayQuoteTheEnvironment() {
    assertThat(reported(1, "operators[0].filter"))
        .extracting(Problem::message)
        .containsExactly("the value of ${env:FILTER} does not fit here; correct the variable");
    assertThat(reported(1, "operators[1].derive.z"))
        .extracting(Problem::message)
        .containsExactly(
            "this does not fit with what the environment gives; correct the variables used in"
                + " meters[1]");
  }

  private static List<Problem> reported(int meter, String place) {
    Problems problems = new Problems("f");
    Node.Mapping root =
        YamlReader.read(METERS, Map.of("FILTER", "secret > 1"), problems).orElseThrow();
    new Places(root.mappings("meters").get(meter), "operators")
        .report(place, "no field y", problems);
    return problems.list();
  }
}
