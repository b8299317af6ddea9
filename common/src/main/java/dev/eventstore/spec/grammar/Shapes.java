package dev.eventstore.spec.grammar;

import dev.eventstore.spec.grammar.Shape.Either;
import dev.eventstore.spec.grammar.Shape.Entries;
import dev.eventstore.spec.grammar.Shape.Items;
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
  private static final Shape FORMAT_NAME =
      Words.of("json", "cloudevents", "csv", "avro", "parquet");

  private static final Keys REGISTRY =
      Keys.none()
          .required("url", TEXT, "such as http://localhost:8081")
          .optional("user", PROPERTY, "the user")
          .optional("password", PROPERTY, "such as ${env:REGISTRY_PASSWORD}");

  /** A word, or a map for a format that has options. */
  static final Shape FORMAT =
      new Either(
          FORMAT_NAME,
          dialect(
                  Keys.none()
                      .required("type", FORMAT_NAME, "json, cloudevents, csv, avro or parquet"))
              .optional(
                  "header",
                  new Items(TEXT, 1, false),
                  "csv: the columns; without it the first line holds them")
              .optional("schema", TEXT, "avro: the schema as JSON, or the file that holds it")
              .optional(
                  "registry", new Either(TEXT, REGISTRY), "avro: where the records' schemas are"));

  static final Shape PATH =
      Keys.none().required("path", TEXT, "a file or folder, from the store file's folder");

  static final Shape TOPIC =
      Keys.none().required("topic", new Value(ValueKind.TOPIC), "the topic").andOthers(PROPERTY);

  private Shapes() {}

  /** Adds how CSV is written. */
  static Keys dialect(Keys format) {
    return format
        .optional("delimiter", new Value(ValueKind.CHARACTER), "csv: between values; ','")
        .optional("quote", new Value(ValueKind.CHARACTER), "csv: around values; '\"'")
        .optional("nullText", PROPERTY, "csv: what stands for no value; default \"\"");
  }
}
