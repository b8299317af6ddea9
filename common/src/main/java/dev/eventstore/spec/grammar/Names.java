package dev.eventstore.spec.grammar;

import java.util.Set;

/** Which names are allowed where. */
final class Names {
  /** Names become operator uids, topics and folders. */
  static final String NAME = "(?!\\.{1,2}$)[A-Za-z0-9._-]{1,100}";

  static final String NAME_REMEDY = "use up to 100 letters, digits, '.', '_' and '-'";

  static final String TOPIC = "(?!\\.{1,2}$)[A-Za-z0-9._-]{1,249}";

  static final String TOPIC_REMEDY = "use up to 249 letters, digits, '.', '_' and '-'";

  static final String IDENTIFIER = "[A-Za-z_][A-Za-z0-9_]*";

  static final String IDENTIFIER_REMEDY =
      "start with a letter or '_', go on with letters, digits and '_', and take no word that"
          + " expressions use themselves";

  private static final Set<String> RESERVED =
      Set.of(
          "true",
          "false",
          "null",
          "in",
          "as",
          "break",
          "const",
          "continue",
          "else",
          "for",
          "function",
          "if",
          "import",
          "let",
          "loop",
          "package",
          "namespace",
          "return",
          "var",
          "void",
          "while",
          "record");

  private Names() {}

  /** Whether the expression language leaves the name to users; {@code record} is the input. */
  static boolean isFree(String name) {
    return !RESERVED.contains(name);
  }
}
