package dev.eventstore.spec.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SplitExpressionsTest {
  private final Problems problems = new Problems("store.yaml");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "round(quantity, 3)",
        "round(quantity,3)",
        "round(x / 2, 3) + floor(y, 0) * 2",
        "round(round(a, 2) + round(b, 2), 1)",
        "f(a, b, c, d)",
        "f(a,   b)",
        "text + \"x, y\"",
        "f(\"a,b\")",
        "f('a  ,  b (', c)",
        "f(\")\", c)",
        "f(\"\\\"), (\", c)",
        "f(\"a (b\")",
        "count()",
        "(a)"
      })
  void readsAnExpressionAsItIsMeant(String expression) {
    assertThat(derived("{a: " + expression + "}")).isEqualTo(Map.of("a", expression));
    assertThat(derived("{z: 1, a: " + expression + ", b: " + expression + "}"))
        .isEqualTo(Map.of("z", "1", "a", expression, "b", expression));
    assertThat(problems.list()).isEmpty();
  }

  @Test
  void allowsTheSamePartTwice() {
    assertThat(derived("{a: round(x, 3), b: round(y, 3)}"))
        .containsExactly(Map.entry("a", "round(x, 3)"), Map.entry("b", "round(y, 3)"));
    assertThat(problems.list()).isEmpty();
  }

  @Test
  void foldsLines() {
    assertThat(derived("{a: round(x,\n      3)}")).isEqualTo(Map.of("a", "round(x, 3)"));
    assertThat(derived("{a: round(x, # digits:\n      3)}")).isEqualTo(Map.of("a", "round(x, 3)"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tags[\"a, b\"]", "f(tags[\"(\"], \"b\")"})
  void leavesQuotedAndBlockValuesAsTheyAre(String expression) {
    assertThat(derived("{a: '" + expression + "', b: 'x('}"))
        .isEqualTo(Map.of("a", expression, "b", "x("));
    assertThat(derived("\n        a: " + expression + "\n        b: x(\n        c:"))
        .isEqualTo(Map.of("a", expression, "b", "x(", "c", ""));
    assertThat(problems.list()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{a: round(x, 3}",
        "{a: round(x, b: count()}",
        "{a: round(x, b: 3)}",
        "{a: x, 3)}",
        "{a: round(x, \"3\"}"
      })
  void leavesWhatCannotBeClosed(String map) {
    assertThat(derived(map)).hasSize(2);
  }

  @Test
  void tellsOfKeysThatStandTwice() {
    derived("{a: round(x, 3), a: round(y, 3)}");

    assertThat(problems.list())
        .extracting(problem -> problem.path() + ": " + problem.message())
        .containsExactly(
            "meters[0].operators[0].derive.a: the key stands twice in its map; remove one of them");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sources: [{name: eu, fields: {bytes: @}}]|sources[0].fields.bytes",
        "sources: [{name: eu, filter: @, format: json}]|sources[0].filter",
        "meters: [{operators: [{filter: @}]}]|meters[0].operators[0].filter",
        "meters: [{operators: [{aggregate: {by: a, values: {q: @}}}]}]|"
            + "meters[0].operators[0].aggregate.values.q",
        "release: {checks: [{name: a, expect: @}]}|release.checks[0].expect"
      })
  void joinsWhereverExpressionsStand(String text, String path) {
    String expression = "round(record.kb * 1024, 0)";

    Node.Mapping root = read(text.replace("@", expression));

    assertThat(scalars(root)).containsEntry(path, expression);
    assertThat(scalars(root).values()).doesNotContain("");
    assertThat(problems.list()).isEmpty();
  }

  @Test
  void leavesEverythingElse() {
    assertThat(scalars(read("kafka: {a: f(b, c), d: e}")))
        .isEqualTo(Map.of("kafka.a", "f(b", "kafka.c)", "", "kafka.d", "e"));
  }

  @Test
  void countsPlacesByCharactersOfAnyKind() {
    Node.Mapping root =
        read("# \uD83D\uDE00 é\r\nrelease: {checks: [{expect: f(\"\uD83D\uDE00,é\")}]}");

    assertThat(scalars(root)).containsEntry("release.checks[0].expect", "f(\"\uD83D\uDE00,é\")");
  }

  private Map<String, String> derived(String map) {
    Node.Mapping root = read("meters:\n  - operators:\n    - derive: " + map + "\n");
    Node.Mapping operator = root.mappings("meters").get(0).mappings("operators").get(0);
    Map<String, String> derived = new LinkedHashMap<>();
    operator
        .mapping("derive")
        .entries()
        .forEach((name, value) -> derived.put(name, ((Node.Scalar) value).text()));
    return derived;
  }

  private Node.Mapping read(String text) {
    return YamlReader.read(text, Map.of(), problems).orElseThrow();
  }

  /** Every scalar by its path. */
  private static Map<String, String> scalars(Node node) {
    Map<String, String> found = new LinkedHashMap<>();
    List<Node> below =
        node instanceof Node.Mapping map
            ? List.copyOf(map.entries().values())
            : node instanceof Node.Sequence list ? list.items() : List.of();
    below.forEach(child -> found.putAll(scalars(child)));
    if (node instanceof Node.Scalar scalar) {
      found.put(scalar.path(), scalar.text());
    }
    return found;
  }
}
