package dev.eventstore.spec.yaml;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts the environment's values in place of <code>${env:NAME}</code>. */
final class Environment {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{env:([A-Za-z_][A-Za-z0-9_]*)}");
  private static final String START = "${env";

  private final Map<String, String> variables;

  Environment(Map<String, String> variables) {
    this.variables = Map.copyOf(variables);
  }

  /**
   * The text with every reference resolved.
   *
   * @throws IllegalArgumentException with one sentence that shows names and never values
   */
  String resolve(String text) {
    if (!text.contains(START)) {
      return text;
    }
    if (REFERENCE.matcher(text).replaceAll("").contains(START)) {
      throw new IllegalArgumentException(
          "a reference to the environment is malformed; write it as ${env:NAME}");
    }
    requireAll(text);
    return REFERENCE
        .matcher(text)
        .replaceAll(match -> Matcher.quoteReplacement(variables.get(match.group(1))));
  }

  private void requireAll(String text) {
    List<String> missing =
        REFERENCE
            .matcher(text)
            .results()
            .map(match -> match.group(1))
            .filter(name -> !variables.containsKey(name))
            .distinct()
            .toList();
    if (!missing.isEmpty()) {
      boolean isOne = missing.size() == 1;
      throw new IllegalArgumentException(
          "the environment has no "
              + (isOne ? "variable " : "variables ")
              + String.join(", ", missing)
              + (isOne ? "; set it" : "; set them")
              + " before the store is started");
    }
  }
}
