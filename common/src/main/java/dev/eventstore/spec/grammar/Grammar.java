package dev.eventstore.spec.grammar;

import dev.eventstore.event.FieldType;
import dev.eventstore.spec.grammar.Shape.Either;
import dev.eventstore.spec.grammar.Shape.Entries;
import dev.eventstore.spec.grammar.Shape.Items;
import dev.eventstore.spec.grammar.Shape.Keys;
import dev.eventstore.spec.grammar.Shape.Value;
import dev.eventstore.spec.grammar.Shape.Whole;
import dev.eventstore.spec.grammar.Shape.Words;
import dev.eventstore.spec.yaml.Node;
import dev.eventstore.spec.yaml.Problems;
import java.util.Arrays;

/** The whole grammar of store files; rules between keys are in {@code spec.read}. */
public final class Grammar {
  private static final Shape TEXT = new Value(ValueKind.TEXT);
  private static final Shape NAME = new Value(ValueKind.NAME);
  private static final Shape DURATION = new Value(ValueKind.DURATION);
  private static final Shape SPAN = new Value(ValueKind.POSITIVE_DURATION);
  private static final Shape EXPRESSION = new Value(ValueKind.EXPRESSION);
  private static final Shape PROPERTY = new Value(ValueKind.PROPERTY);
  private static final Shape EXPRESSIONS = new Entries(ValueKind.IDENTIFIER, EXPRESSION, 1);
  private static final Shape FORMAT = Words.of("json", "cloudevents", "csv", "avro");
  private static final Shape PATH =
      Keys.none().required("path", TEXT, "a file or folder, from the store file's folder");

  private static final Shape TOPIC =
      Keys.none().required("topic", new Value(ValueKind.TOPIC), "the topic").andOthers(PROPERTY);

  private Grammar() {}

  /** Checks a whole file's keys, types and single values. */
  public static void check(Node.Mapping root, Problems problems) {
    new ShapeCheck(problems).check(storeFile(), root);
  }

  static Keys storeFile() {
    return Keys.none()
        .required("apiVersion", Words.of("eventstore/v1"), "eventstore/v1")
        .required("store", NAME, "the store's name")
        .optional(
            "kafka",
            new Entries(ValueKind.TEXT, PROPERTY, 0),
            "the default cluster: any Kafka client property")
        .required("event", event(), "what an event is")
        .optional("period", period(), "the calendar; default: months in UTC")
        .optional(
            "retention",
            new Value(ValueKind.RETENTION),
            "how long after its end a period stays in the store; default P13M")
        .optional(
            "conflicts",
            Words.of("latest", "first", "quarantine"),
            "same id, other content; default latest")
        .optional(
            "late",
            Words.of("revise", "quarantine"),
            "an event of a released period; default revise")
        .optional(
            "reviseAfter",
            DURATION,
            "how long corrections are gathered before they are published; default PT1M")
        .optional(
            "limits",
            Keys.none()
                .optional("ahead", DURATION, "how far an event may be ahead of arrival; P1D"),
            "what is refused")
        .optional(
            "shards", new Whole(1, 1024), "over how many store keys one key is spread; default 1")
        .required("sources", new Items(source(), 1, false), "what reports usage to the store")
        .optional("tables", new Entries(ValueKind.NAME, table(), 0), "reference data for lookups")
        .optional("release", release(), "when a period is published")
        .required("meters", new Items(meter(), 1, false), "what is made of released events")
        .required("targets", new Entries(ValueKind.NAME, target(), 1), "where output goes")
        .optional("control", channel(), "where operators' commands come from")
        .optional("quarantine", channel(), "where refused records go")
        .optional("status", channel(), "where period reports go");
  }

  private static Shape event() {
    Shape names = new Items(TEXT, 1, true);
    Shape type = new Words(Arrays.stream(FieldType.values()).map(FieldType::word).toList());
    Keys field =
        Keys.none()
            .required("type", type, "the field's type")
            .optional(
                "required", new Value(ValueKind.BOOLEAN), "refuse events without it; default false")
            .optional(
                "format", TEXT, "timestamp: iso, epoch_millis, epoch_seconds or a Java pattern")
            .optional("zone", new Value(ValueKind.ZONE), "the zone of patterns that name none");
    return Keys.none()
        .required("id", names, "a field, or a list of fields")
        .required("key", names, "a field, or a list of fields")
        .optional("time", TEXT, "a timestamp field; without it, arrival time")
        .optional("version", TEXT, "a field that orders versions of one id; the highest wins")
        .required(
            "fields",
            new Entries(ValueKind.IDENTIFIER, new Either(type, field), 1),
            "field to type, or to {type, required, format, zone}");
  }

  private static Shape period() {
    return Keys.none()
        .optional("every", TEXT, "hour, day, week, month, quarter, year or such as PT15M; month")
        .optional("zone", new Value(ValueKind.ZONE), "IANA time zone; default UTC")
        .optional("anchor", PROPERTY, "day of month 1-31; of weeks: monday to sunday");
  }

  private static Shape source() {
    Keys complete =
        Keys.none()
            .required("on", Words.of("marker", "watermark"), "marker or watermark")
            .optional("delay", DURATION, "watermark: how late events may be")
            .optional("quiet", SPAN, "watermark: a partition silent this long is up to date");
    Keys files =
        Keys.none()
            .required("path", TEXT, "a file or folder, from the store file's folder")
            .optional("monitor", SPAN, "how often the folder is looked at; without it, once");
    Keys store =
        Keys.none().required("name", NAME, "the other store").required("meter", NAME, "its meter");
    return Keys.none()
        .required("name", NAME, "the source's name")
        .optional("region", TEXT, "default: the source's name")
        .optional("kafka", TOPIC, "a topic, and properties that override the default cluster's")
        .optional("files", files, "files")
        .optional("store", store, "what another store's meter emits")
        .exactlyOneOf("kafka", "files", "store")
        .optional("format", FORMAT, "default json")
        .optional("filter", EXPRESSION, "which incoming records are usage at all")
        .optional(
            "fields",
            new Entries(ValueKind.IDENTIFIER, EXPRESSION, 0),
            "store field to expression over record; others map by name")
        .optional("complete", complete, "how it says that a period is complete; {on: marker}");
  }

  private static Shape table() {
    return Keys.none()
        .required("files", PATH, "where the table is")
        .optional("format", FORMAT, "default json")
        .required("key", TEXT, "its key column")
        .optional("validFrom", TEXT, "the column from when a row holds");
  }

  private static Shape release() {
    Keys check =
        Keys.none()
            .required("name", NAME, "manifests, balance, or a name for your own")
            .optional("expect", EXPRESSION, "true where the period may be published");
    return Keys.none()
        .optional("approval", Words.of("automatic", "required"), "default automatic")
        .optional("checks", new Items(check, 0, false), "what holds a period where it fails");
  }

  private static Shape meter() {
    Keys lookup =
        Keys.none()
            .required("table", NAME, "one of tables")
            .required("key", TEXT, "the column to look up")
            .required("as", new Value(ValueKind.IDENTIFIER), "the name of what is found");
    Keys aggregate =
        Keys.none()
            .required("by", new Items(TEXT, 0, true), "the group: a column, or a list of columns")
            .required("values", EXPRESSIONS, "result to function, such as sum(gb)");
    Keys operator =
        Keys.none()
            .optional("filter", EXPRESSION, "keeps the rows for which it is true")
            .optional("derive", EXPRESSIONS, "adds or replaces columns")
            .optional("lookup", lookup, "adds what a table holds")
            .optional("aggregate", aggregate, "one row per group and period")
            .exactlyOneOf("filter", "derive", "lookup", "aggregate");
    return Keys.none()
        .required("name", NAME, "the meter's name")
        .optional("operators", new Items(operator, 0, false), "in order; none: the events")
        .required("targets", new Items(NAME, 1, true), "names of targets");
  }

  private static Shape target() {
    Keys files =
        Keys.none()
            .required("path", TEXT, "a folder, from the store file's folder")
            .optional("format", Words.of("jsonl", "csv", "parquet"), "default jsonl");
    Keys jdbc =
        Keys.none()
            .required("url", TEXT, "such as jdbc:postgresql://host/database")
            .required("table", TEXT, "the table")
            .optional("user", PROPERTY, "the user")
            .optional("password", PROPERTY, "such as ${env:PGPASSWORD}");
    return Keys.none()
        .optional("kafka", TOPIC, "a topic, and properties that override the default cluster's")
        .optional("files", files, "files")
        .optional("jdbc", jdbc, "a database table")
        .optional("store", NAME, "another store")
        .exactlyOneOf("kafka", "files", "jdbc", "store");
  }

  private static Keys channel() {
    return Keys.none()
        .optional("kafka", TOPIC, "a topic, and properties that override the default cluster's")
        .optional("files", PATH, "a folder")
        .exactlyOneOf("kafka", "files");
  }
}
