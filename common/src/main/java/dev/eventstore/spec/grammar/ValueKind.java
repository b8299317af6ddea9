package dev.eventstore.spec.grammar;

import dev.eventstore.spec.yaml.Node;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The kinds of scalars in a store file. */
enum ValueKind {
  TEXT("text", "write it in quotes", "[\\s\\S]*\\S[\\s\\S]*", text -> true),
  NAME("a name", Names.NAME_REMEDY, Names.NAME, text -> true),
  TOPIC("the name of a topic", Names.TOPIC_REMEDY, Names.TOPIC, text -> true),
  IDENTIFIER("a name for expressions", Names.IDENTIFIER_REMEDY, Names.IDENTIFIER, Names::isFree),
  DURATION("a duration", Spans.DURATION_REMEDY, Spans.DURATION, Spans::isDuration),
  POSITIVE_DURATION(
      "a duration above zero", Spans.DURATION_REMEDY, Spans.DURATION, Spans::isPositiveDuration),
  RETENTION(
      "a time span above zero", Spans.RETENTION_REMEDY, Spans.RETENTION, Spans::isPositiveSpan),
  ZONE("an IANA time zone", "write it such as Europe/Berlin or UTC", ".+", Spans::isZone),
  /** CEL; {@code true} and {@code 0} are expressions too. */
  EXPRESSION(
      "an expression", "write one such as status < 500", "[\\s\\S]*\\S[\\s\\S]*", text -> true),
  /** What a client library reads; an empty text is a value. */
  PROPERTY("a value", "write \"\" for an empty one", "[\\s\\S]*", text -> true),
  /** A day of month reads as a number. */
  ANCHOR("an anchor", "write a day such as 1 or monday", "[\\s\\S]*\\S[\\s\\S]*", text -> true),
  /** One that is a byte of its own in UTF-8, and neither a letter, a digit nor a line end. */
  CHARACTER(
      "one character",
      "write one such as \";\" or \"\\t\", no letter or digit",
      "[\\t !-/:-@\\[-`{-~]",
      text -> true),
  START(
      "a place in a topic",
      "write earliest, latest or a time such as 2026-10-01T00:00:00Z",
      "earliest|latest|" + Spans.TIME,
      text -> text.endsWith("est") || Spans.isTime(text)),
  UNTIL(
      "a place in a topic",
      "write latest or a time such as 2026-10-01T00:00:00Z",
      "latest|" + Spans.TIME,
      text -> text.equals("latest") || Spans.isTime(text)),
  BOOLEAN("true or false", "write one of them", "true|false", text -> true);

  private final String what;
  private final String remedy;
  private final String regex;
  private final Pattern pattern;
  private final Predicate<String> check;

  ValueKind(String what, String remedy, String regex, Predicate<String> check) {
    this.what = what;
    this.remedy = remedy;
    this.regex = regex;
    this.pattern = Pattern.compile(regex);
    this.check = check;
  }

  String what() {
    return what;
  }

  String remedy() {
    return remedy;
  }

  /** Understood by Java and by JSON Schema; the whole value matches. */
  String regex() {
    return regex;
  }

  /** Whether numbers and booleans are taken as the text they are written as. */
  boolean takesAnyScalar() {
    return this == EXPRESSION || this == PROPERTY || this == ANCHOR;
  }

  /** What is wrong with a value, in one sentence. */
  Optional<String> complaint(Node.Scalar value) {
    if (value.type() == Node.ScalarKind.NULL) {
      return Optional.of("the value is missing; " + (this == TEXT ? "write text" : remedy));
    }
    if (!isOfType(value)) {
      return Optional.of(
          "expected "
              + what
              + ", not "
              + value.kind()
              + "; "
              + (fits(value.text()) ? "put it in quotes" : remedy));
    }
    return fits(value.text())
        ? Optional.empty()
        : Optional.of("'" + value.written() + "' is not " + what + "; " + remedy);
  }

  boolean fits(String text) {
    return pattern.matcher(text).matches() && check.test(text);
  }

  private boolean isOfType(Node.Scalar value) {
    if (takesAnyScalar() || value.fromEnvironment()) {
      return true;
    }
    return value.type() == (this == BOOLEAN ? Node.ScalarKind.BOOLEAN : Node.ScalarKind.TEXT);
  }
}
