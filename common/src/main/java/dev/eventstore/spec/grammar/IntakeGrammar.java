package dev.eventstore.spec.grammar;

import dev.eventstore.spec.grammar.Shape.Either;
import dev.eventstore.spec.grammar.Shape.Entries;
import dev.eventstore.spec.grammar.Shape.Items;
import dev.eventstore.spec.grammar.Shape.Keys;
import dev.eventstore.spec.grammar.Shape.Value;
import dev.eventstore.spec.grammar.Shape.Words;
import dev.eventstore.value.FieldType;
import java.util.Arrays;

/** What events are and where they come from. */
final class IntakeGrammar {
  private IntakeGrammar() {}

  static Shape event() {
    Shape names = new Items(Shapes.TEXT, 1, true);
    return Keys.none()
        .required("id", names, "a field, or a list of fields")
        .required("key", names, "a field, or a list of fields")
        .optional("time", Shapes.TEXT, "a timestamp field; without it, arrival time")
        .optional(
            "version", Shapes.TEXT, "a field that orders versions of one id; the highest wins")
        .required(
            "fields",
            new Entries(ValueKind.IDENTIFIER, field(), 1),
            "field to type, or to {type, required, format, zone}");
  }

  private static Shape field() {
    Shape type = new Words(Arrays.stream(FieldType.values()).map(FieldType::word).toList());
    Keys field =
        Keys.none()
            .required("type", type, "the field's type")
            .optional(
                "required", new Value(ValueKind.BOOLEAN), "refuse what has none; default false")
            .optional(
                "format",
                Shapes.TEXT,
                "timestamp: iso, epoch_millis, epoch_seconds or a Java pattern")
            .optional("zone", new Value(ValueKind.ZONE), "the zone of patterns that name none");
    return new Either(type, field);
  }

  static Shape period() {
    return Keys.none()
        .optional(
            "every", Shapes.TEXT, "hour, day, week, month, quarter, year or such as PT15M; month")
        .optional("zone", new Value(ValueKind.ZONE), "IANA time zone; default UTC")
        .optional(
            "anchor", new Value(ValueKind.ANCHOR), "day of month 1-31; of weeks: monday to sunday");
  }

  static Shape source() {
    Keys complete =
        Keys.none()
            .required("on", Words.of("marker", "watermark"), "marker or watermark")
            .optional("delay", Shapes.DURATION, "watermark: how late events may be")
            .optional(
                "quiet", Shapes.SPAN, "watermark: a partition silent this long is up to date");
    Keys files =
        Keys.none()
            .required("path", Shapes.TEXT, "a file or folder, from the store file's folder")
            .optional(
                "monitor", Shapes.SPAN, "how often the folder is looked at; without it, once");
    Keys store =
        Keys.none()
            .required("name", Shapes.NAME, "the other store")
            .required("meter", Shapes.NAME, "its meter")
            .optional(
                "kafka",
                new Entries(ValueKind.TEXT, Shapes.PROPERTY, 0),
                "properties of its cluster that override the default cluster's");
    return Keys.none()
        .required("name", Shapes.NAME, "the source's name")
        .optional("region", Shapes.TEXT, "default: the source's name")
        .optional(
            "kafka", Shapes.TOPIC, "a topic, and properties that override the default cluster's")
        .optional("files", files, "files")
        .optional("store", store, "what another store's meter emits")
        .exactlyOneOf("kafka", "files", "store")
        .optional(
            "start",
            new Value(ValueKind.START),
            "kafka: where reading begins: earliest, latest or a time")
        .optional(
            "until",
            new Value(ValueKind.UNTIL),
            "kafka: where reading ends: latest or a time; without it, never")
        .optional("format", Shapes.FORMAT, "default json")
        .optional("filter", Shapes.EXPRESSION, "which incoming records are usage at all")
        .optional(
            "fields",
            new Entries(ValueKind.IDENTIFIER, Shapes.EXPRESSION, 0),
            "store field to expression over record; others map by name")
        .optional("complete", complete, "how it says that a period is complete; {on: marker}");
  }

  static Shape table() {
    Shape name = Words.of("json", "csv");
    Keys format =
        Shapes.dialect(Keys.none().required("type", name, "json: one object a line; or csv"));
    return Keys.none()
        .optional("files", Shapes.PATH, "the table's file")
        .optional(
            "kafka", Shapes.TOPIC, "a topic, and properties that override the default cluster's")
        .exactlyOneOf("files", "kafka")
        .optional("format", new Either(name, format), "default json: one object a line")
        .required("key", Shapes.TEXT, "its key column")
        .optional("validFrom", Shapes.TEXT, "the column from when a row holds")
        .optional(
            "fields",
            new Entries(ValueKind.TEXT, field(), 1),
            "column to type, or to {type, required, format, zone}; others are text");
  }
}
