package dev.eventstore.expression;

import dev.cel.common.CelIssue;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says in one sentence why an expression does not compile, with the column, in a user's words. */
final class CompileMessages {
  private static final Pattern UNKNOWN = Pattern.compile("undeclared reference to '([^']*)'.*");
  private static final Pattern OVERLOAD =
      Pattern.compile("found no matching overload for '([^']*)' applied to '\\((.*?)\\)'.*");

  private CompileMessages() {}

  static String of(List<CelIssue> issues, Collection<String> names) {
    CelIssue first = issues.get(0);
    int column = first.getSourceLocation().getColumn();
    String at = column < 0 ? "" : "column " + (column + 1) + ": ";
    return at + of(first.getMessage(), names);
  }

  static String of(String message, Collection<String> names) {
    String line = message.lines().findFirst().orElse("");
    Matcher unknown = UNKNOWN.matcher(line);
    if (unknown.matches()) {
      return "unknown name '" + unknown.group(1) + "'; known are " + String.join(", ", names);
    }
    Matcher overload = OVERLOAD.matcher(line);
    if (overload.matches()) {
      return operator(overload.group(1)) + " does not take (" + overload.group(2) + ")";
    }
    return plain(line);
  }

  /** Without the names that rewriting uses. */
  static String plain(String message) {
    return message
        .replace(DecimalFunctions.EQUAL, "==")
        .replace(DecimalFunctions.NOT_EQUAL, "!=")
        .replace(DecimalFunctions.DIVIDE, "/");
  }

  private static String operator(String function) {
    String plain = plain(function);
    return "'" + (plain.length() > 1 ? plain.replaceAll("^_|_$", "") : plain) + "'";
  }
}
