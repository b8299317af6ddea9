package dev.eventstore.spec.grammar;

import dev.eventstore.spec.grammar.Shape.Entries;
import dev.eventstore.spec.grammar.Shape.Items;
import dev.eventstore.spec.grammar.Shape.Keys;
import dev.eventstore.spec.grammar.Shape.Value;
import dev.eventstore.spec.grammar.Shape.Whole;
import dev.eventstore.spec.grammar.Shape.Words;
import dev.eventstore.spec.yaml.Node;
import dev.eventstore.spec.yaml.Problems;

/** The whole grammar of store files; rules between keys are in {@code spec.read}. */
public final class Grammar {
  private Grammar() {}

  /** Checks a whole file's keys, types and single values. */
  public static void check(Node.Mapping root, Problems problems) {
    new ShapeCheck(problems).check(storeFile(), root);
  }

  static Keys storeFile() {
    return Keys.none()
        .required("apiVersion", Words.of("eventstore/v1"), "eventstore/v1")
        .required("store", Shapes.NAME, "the store's name")
        .optional(
            "kafka",
            new Entries(ValueKind.TEXT, Shapes.PROPERTY, 0),
            "the default cluster: any Kafka client property")
        .required("event", IntakeGrammar.event(), "what an event is")
        .optional("period", IntakeGrammar.period(), "the calendar; default: months in UTC")
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
            Shapes.DURATION,
            "how long corrections are gathered before they are published; default PT1M")
        .optional(
            "limits",
            Keys.none()
                .optional(
                    "ahead", Shapes.DURATION, "how far an event may be ahead of arrival; P1D"),
            "what is refused")
        .optional(
            "shards", new Whole(1, 1024), "over how many store keys one key is spread; default 1")
        .required(
            "sources",
            new Items(IntakeGrammar.source(), 1, false),
            "what reports usage to the store")
        .optional(
            "tables",
            new Entries(ValueKind.NAME, IntakeGrammar.table(), 0),
            "reference data for lookups")
        .optional("release", OutputGrammar.release(), "when a period is published")
        .required(
            "meters", new Items(OutputGrammar.meter(), 1, false), "what is made of released events")
        .required(
            "targets", new Entries(ValueKind.NAME, OutputGrammar.target(), 1), "where output goes")
        .optional("control", OutputGrammar.channel(), "where operators' commands come from")
        .optional("quarantine", OutputGrammar.channel(), "where refused records go")
        .optional("status", OutputGrammar.channel(), "where period reports go");
  }
}
