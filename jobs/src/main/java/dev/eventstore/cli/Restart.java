package dev.eventstore.cli;

import dev.eventstore.cli.table.Table;
import dev.eventstore.local.LocalStore;
import dev.eventstore.restart.StoreChange;
import dev.eventstore.snapshot.PublishedFigures;
import dev.eventstore.snapshot.PublishedSince;
import dev.eventstore.snapshot.RestartCheck;
import dev.eventstore.snapshot.Snapshot;
import dev.eventstore.spec.StoreSpec;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is said of a store that goes on from a savepoint or checkpoint. */
final class Restart {
  private static final String AGAIN = "its records come again, by the same ids and revisions";

  private static final String READ_TO_ITS_END =
      "was read to its end and is not read again; what has come since is for a source of another"
          + " name";

  private final RestartCheck check;
  private final Optional<PublishedFigures> figures;
  private final PublishedSince since;

  /**
   * @param figures what is known of what was published afterwards
   * @param since what was published afterwards and is not known
   */
  private Restart(RestartCheck check, Optional<PublishedFigures> figures, PublishedSince since) {
    this.check = check;
    this.figures = figures;
    this.since = since;
  }

  /**
   * @throws IllegalStateException with one sentence, where the store cannot go on from there
   */
  static Restart check(StoreSpec spec, String from) {
    return check(spec, from, null);
  }

  /**
   * @param publishedIn the snapshot that tells what was published afterwards, or null
   * @throws IllegalStateException with one sentence, where the store cannot go on from there
   */
  static Restart check(StoreSpec spec, String from, String publishedIn) {
    RestartCheck check = RestartCheck.of(spec, from);
    Optional<PublishedFigures> figures =
        Optional.ofNullable(publishedIn)
            .or(check.snapshot()::learnsFrom)
            .map(at -> figures(check.snapshot(), at));
    figures.ifPresent(known -> known.requireFits(check));
    return new Restart(check, figures, PublishedSince.of(check.snapshot(), List.of()));
  }

  /**
   * The same where the store's local run tells what was published afterwards.
   *
   * @throws IllegalStateException with one sentence, where the store cannot go on from there
   */
  static Restart check(LocalStore store, String from, PublishedOption publishedIn) {
    RestartCheck check = RestartCheck.of(store.spec(), from);
    Snapshot snapshot = check.snapshot();
    LocalSnapshots others = new LocalSnapshots(store);
    Optional<PublishedFigures> figures =
        publishedIn
            .snapshot()
            .or(snapshot::learnsFrom)
            .map(at -> figures(snapshot, at))
            .or(() -> publishedIn.isNone() ? Optional.empty() : others.publishedAfter(snapshot));
    PublishedSince since =
        PublishedSince.of(figures.map(PublishedFigures::snapshot).orElse(snapshot), others.all());
    since.requireSameMeters(snapshot, check.changes());
    figures.ifPresent(known -> known.requireFits(check));
    return new Restart(check, figures, since);
  }

  /** One that was still learning goes on learning from what it learnt from. */
  private static PublishedFigures figures(Snapshot from, String at) {
    PublishedFigures figures = PublishedFigures.of(from.spec(), at);
    if (from.learnsFrom().isEmpty()) {
      figures.requireLaterThan(from);
    }
    return figures;
  }

  /** What was looked at. */
  Snapshot snapshot() {
    return check.snapshot();
  }

  /** What is known of what was published afterwards. */
  Optional<PublishedFigures> figures() {
    return figures;
  }

  /** A line for each change, and for what comes again, before the job starts. */
  void tell(PrintWriter err) {
    check.changes().forEach(err::println);
    snapshot().spec().sources().stream()
        .filter(snapshot()::hasEnded)
        .forEach(source -> err.println("source " + source.name() + " " + READ_TO_ITS_END));
    figures.ifPresent(
        known ->
            err.println(
                "what was published after this savepoint is known from "
                    + known.snapshot().uri()
                    + " and does not come again"));
    since
        .published()
        .forEach(period -> err.println(period + " was published after this savepoint: " + AGAIN));
    since
        .revised()
        .forEach(period -> err.println(period + " was revised after this savepoint: " + AGAIN));
    err.flush();
  }

  String text() {
    if (check.changes().isEmpty()) {
      return "nothing changes\n";
    }
    Table table = new Table("CHANGE", "WHAT", "NAME", "MEANS");
    for (StoreChange change : check.changes()) {
      table.row(change.how().word(), change.what().word(), change.name(), change.means());
    }
    return table.toString();
  }

  String json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("store", snapshot().spec().name());
    json.put("snapshot", snapshot().uri());
    json.put("taken", snapshot().time().toString());
    json.put("fits", true);
    List<Map<String, String>> changes = new ArrayList<>();
    for (StoreChange change : check.changes()) {
      Map<String, String> one = new LinkedHashMap<>();
      one.put("change", change.how().word());
      one.put("what", change.what().word());
      one.put("name", change.name());
      one.put("means", change.means());
      changes.add(one);
    }
    json.put("changes", changes);
    return Json.text(json) + "\n";
  }

  /** The snapshot that was looked at, in words. */
  String at() {
    return "at " + snapshot().uri() + ", taken " + snapshot().time();
  }
}
