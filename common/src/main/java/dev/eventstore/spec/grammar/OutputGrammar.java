package dev.eventstore.spec.grammar;

import dev.eventstore.spec.grammar.Shape.Items;
import dev.eventstore.spec.grammar.Shape.Keys;
import dev.eventstore.spec.grammar.Shape.Value;
import dev.eventstore.spec.grammar.Shape.Words;

/** What is made of events, when, and where it goes. */
final class OutputGrammar {
  private OutputGrammar() {}

  static Shape release() {
    Keys check =
        Keys.none()
            .required("name", Shapes.NAME, "manifests, balance, or a name for your own")
            .optional("expect", Shapes.EXPRESSION, "true where the period may be published");
    return Keys.none()
        .optional("approval", Words.of("automatic", "required"), "default automatic")
        .optional("checks", new Items(check, 0, false), "what holds a period where it fails");
  }

  static Shape meter() {
    Keys lookup =
        Keys.none()
            .required("table", Shapes.NAME, "one of tables")
            .required("key", Shapes.TEXT, "the column to look up")
            .required("as", new Value(ValueKind.IDENTIFIER), "the name of what is found")
            .optional(
                "missing",
                Words.of("null", "drop", "quarantine"),
                "an event whose key the table does not have; default null");
    Keys aggregate =
        Keys.none()
            .required(
                "by", new Items(Shapes.TEXT, 0, true), "the group: a column, or a list of columns")
            .required("values", Shapes.EXPRESSIONS, "result to function, such as sum(gb)");
    Keys operator =
        Keys.none()
            .optional("filter", Shapes.EXPRESSION, "keeps the rows for which it is true")
            .optional("derive", Shapes.EXPRESSIONS, "adds or replaces columns")
            .optional("lookup", lookup, "adds what a table holds")
            .optional("aggregate", aggregate, "one row per group and period")
            .exactlyOneOf("filter", "derive", "lookup", "aggregate");
    return Keys.none()
        .required("name", Shapes.NAME, "the meter's name")
        .optional("operators", new Items(operator, 0, false), "in order; none: the events")
        .required("targets", new Items(Shapes.NAME, 1, true), "names of targets");
  }

  static Shape target() {
    Keys files =
        Keys.none()
            .required("path", Shapes.TEXT, "a folder, from the store file's folder")
            .optional("format", Words.of("jsonl", "csv", "parquet"), "default jsonl");
    Keys jdbc =
        Keys.none()
            .required("url", Shapes.TEXT, "such as jdbc:postgresql://host/database")
            .required("table", Shapes.TEXT, "the table")
            .optional("user", Shapes.PROPERTY, "the user")
            .optional("password", Shapes.PROPERTY, "such as ${env:PGPASSWORD}");
    return Keys.none()
        .optional(
            "kafka", Shapes.TOPIC, "a topic, and properties that override the default cluster's")
        .optional("files", files, "files")
        .optional("jdbc", jdbc, "a database table")
        .optional("store", Shapes.NAME, "another store")
        .exactlyOneOf("kafka", "files", "jdbc", "store");
  }

  static Keys channel() {
    return Keys.none()
        .optional(
            "kafka", Shapes.TOPIC, "a topic, and properties that override the default cluster's")
        .optional("files", Shapes.PATH, "a folder")
        .exactlyOneOf("kafka", "files");
  }
}
