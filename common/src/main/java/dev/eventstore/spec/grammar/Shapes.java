package dev.eventstore.spec.grammar;

import dev.eventstore.spec.grammar.Shape.Entries;
import dev.eventstore.spec.grammar.Shape.Keys;
import dev.eventstore.spec.grammar.Shape.Value;
import dev.eventstore.spec.grammar.Shape.Words;

/** Shapes that several sections share. */
final class Shapes {
  static final Shape TEXT = new Value(ValueKind.TEXT);
  static final Shape NAME = new Value(ValueKind.NAME);
  static final Shape DURATION = new Value(ValueKind.DURATION);
  static final Shape SPAN = new Value(ValueKind.POSITIVE_DURATION);
  static final Shape EXPRESSION = new Value(ValueKind.EXPRESSION);
  static final Shape PROPERTY = new Value(ValueKind.PROPERTY);
  static final Shape EXPRESSIONS = new Entries(ValueKind.IDENTIFIER, EXPRESSION, 1);
  static final Shape FORMAT = Words.of("json", "cloudevents", "csv", "avro");
  static final Shape PATH =
      Keys.none().required("path", TEXT, "a file or folder, from the store file's folder");

  static final Shape TOPIC =
      Keys.none().required("topic", new Value(ValueKind.TOPIC), "the topic").andOthers(PROPERTY);

  private Shapes() {}
}
