package dev.eventstore.spec.yaml;

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
    return REFERENCE
        .matcher(text)
        .replaceAll(match -> Matcher.quoteReplacement(value(match.group(1))));
  }

  private String value(String name) {
    String value = variables.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "the environment has no variable " + name + "; set it before the store is started");
    }
    return value;
  }
}
