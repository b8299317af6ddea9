package dev.eventstore.expression;

import dev.cel.common.CelIssue;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says in one sentence why an expression does not compile, in a user's words: the column, what is
 * wrong, and after a semicolon what to do.
 */
final class CompileMessages {
  private static final Pattern UNKNOWN = Pattern.compile("undeclared reference to '([^']*)'.*");

  private record Rule(Pattern message, Function<Matcher, String> words) {
    Rule(String message, Function<Matcher, String> words) {
      this(Pattern.compile(message), words);
    }
  }

  private static final List<Rule> RULES =
      List.of(
          new Rule(
              "found no matching overload for '"
                  + RecordFunctions.GET
                  + "' applied to '\\((.*), string\\)'.*",
              match -> types(match.group(1)) + " has no fields; remove what follows the point"),
          new Rule(
              "found no matching overload for '([^']*)' applied to '(.*?)\\.?(\\(.*?\\))'.*",
              match -> mismatch(match.group(1), match.group(2), match.group(3))),
          new Rule(
              "type '(.*)' does not support field selection",
              match -> types(match.group(1)) + " has no fields; remove what follows the point"),
          new Rule("[a-z]+ input '<EOF>'.*", match -> "the expression ends too early; complete it"),
          new Rule(
              "(?:mismatched|extraneous|no viable alternative at) input '(.*?)'.*",
              match ->
                  "'"
                      + match.group(1)
                      + "' does not fit here; put an operator before it or remove it"),
          new Rule("missing '(.*?)' at .*", match -> "'" + match.group(1) + "' is missing; add it"),
          new Rule(
              "token recognition error at: '=\\s*'", match -> "'=' compares nothing; write =="),
          new Rule(
              "token recognition error at: '([\"']).*",
              match -> "a text is not closed; end it with " + match.group(1)),
          new Rule(
              "token recognition error at: '(.*)'",
              match -> "'" + match.group(1) + "' is no part of expressions; remove it"),
          new Rule(
              "invalid argument to has\\(\\) macro",
              match -> "has() takes a selection; write it such as has(x.y)"),
          new Rule(
              "For input string: .*",
              match -> "an integer is beyond 64 bits; write it with a point, such as 1.0"));

  private CompileMessages() {}

  static String of(List<CelIssue> issues, String text, Collection<String> names) {
    CelIssue first = issues.get(0);
    int column = first.getSourceLocation().getColumn();
    String at = column < 0 ? "" : "column " + (column + 1) + ": ";
    return at + of(first.getMessage(), text, names);
  }

  static String of(String message, String text, Collection<String> names) {
    String line = message.lines().findFirst().orElse("");
    Matcher unknown = UNKNOWN.matcher(line);
    if (unknown.matches()) {
      return unknown(unknown.group(1), text, names);
    }
    for (Rule rule : RULES) {
      Matcher matcher = rule.message.matcher(line);
      if (matcher.matches()) {
        return rule.words.apply(matcher);
      }
    }
    return plain(line) + "; correct the expression there";
  }

  /** Without the names that rewriting uses. */
  static String plain(String message) {
    return message
        .replace(DecimalFunctions.EQUAL, "==")
        .replace(DecimalFunctions.NOT_EQUAL, "!=")
        .replace(DecimalFunctions.DIVIDE, "/")
        .replace(RecordFunctions.IN, "in")
        .replace(RecordFunctions.GET, "_[_]");
  }

  private static String unknown(String name, String text, Collection<String> names) {
    if (Pattern.compile("\\b" + Pattern.quote(name) + "\\s*\\(").matcher(text).find()) {
      return "unknown function '" + name + "'; take one of CEL's, or round, floor, ceil, decimal";
    }
    return "unknown name '" + name + "'; known are " + String.join(", ", names);
  }

  private static String mismatch(String function, String target, String operands) {
    String name = plain(function);
    String of = target.isEmpty() ? "" : " of " + types(target);
    return "'" + operator(name) + "'" + of + " does not take " + types(operands) + remedy(name);
  }

  private static String operator(String function) {
    return switch (function) {
      case "_?_:_" -> "?:";
      case "_[_]" -> "[]";
      default -> function.length() > 1 ? function.replaceAll("^_|_$", "") : function;
    };
  }

  private static String remedy(String function) {
    return switch (function) {
      case "_&&_", "_||_", "!_" -> "; it joins comparisons, such as x > 0";
      case "_?_:_" -> "; write comparison ? a : b, with a and b of one type";
      case "in" -> "; write a list or a map after it";
      case "_[_]" -> "; write a text for a map, or an integer for a list";
      default -> "; convert with decimal(x), int(x) or string(x)";
    };
  }

  /** The types in the words of the store file. */
  private static String types(String cel) {
    return cel.replace("map(string, string)", "strings")
        .replaceAll("\\bint\\b", "integer")
        .replaceAll("\\bbool\\b", "boolean")
        .replace("google.protobuf.Timestamp", "timestamp")
        .replace("google.protobuf.Duration", "duration");
  }
}
