package dev.eventstore.cli;

import dev.eventstore.event.Position;
import dev.eventstore.event.Position.FilePosition;
import dev.eventstore.event.Position.KafkaPosition;
import dev.eventstore.event.Refusal;
import dev.eventstore.event.RefusalCode;
import dev.eventstore.spec.StoreSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** Which refused records are meant. */
final class QuarantineFilter {
  @Option(names = "--source", description = "Of this source (may be repeated).")
  private List<String> sources = new ArrayList<>();

  @Option(names = "--code", description = "Refused for this reason (may be repeated).")
  private List<RefusalCode> codes = new ArrayList<>();

  @Option(names = "--since", paramLabel = "TIME", description = "Refused then or later, ISO-8601.")
  private Instant since;

  @Option(names = "--until", paramLabel = "TIME", description = "Refused before then, ISO-8601.")
  private Instant until;

  @Option(
      names = "--at",
      paramLabel = "PLACE",
      description = "Read there, as the list shows it (may be repeated).")
  private List<String> places = new ArrayList<>();

  /** Sources of the records looked at: one that has left the store file may be among them. */
  private final Set<String> seen = new HashSet<>();

  boolean matches(Refusal refusal) {
    seen.add(refusal.source());
    Instant received = Instant.ofEpochMilli(refusal.received());
    return (sources.isEmpty() || sources.contains(refusal.source()))
        && (codes.isEmpty() || codes.contains(refusal.code()))
        && (since == null || !received.isBefore(since))
        && (until == null || received.isBefore(until))
        && (places.isEmpty() || places.contains(place(refusal)));
  }

  /**
   * Once all records were looked at.
   *
   * @throws CommandException where a source is meant of which neither the store nor quarantine has
   *     heard
   */
  void requireSources(StoreSpec spec) {
    for (String source : sources) {
      if (!seen.contains(source)) {
        StoreArgument.source(spec, source);
      }
    }
  }

  /**
   * Where a record was read, in one word: {@code topic/partition/offset}, and a row of it where it
   * has several, or {@code file:line}; of an event that the store has, {@code stored}.
   */
  static String place(Refusal refusal) {
    Position position = refusal.position();
    if (position instanceof KafkaPosition at) {
      String record = at.topic() + "/" + at.partition() + "/" + at.offset();
      return at.row() == 0 ? record : record + "/" + at.row();
    }
    return position instanceof FilePosition at ? at.file() + ":" + at.line() : "stored";
  }
}
