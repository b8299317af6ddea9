package dev.eventstore.cli;

import dev.eventstore.local.LocalStore;
import dev.eventstore.local.SavedStates;
import dev.eventstore.local.SavedStates.Saved;
import dev.eventstore.query.PublishedSince;
import dev.eventstore.query.RestartCheck;
import dev.eventstore.query.Snapshot;
import dev.eventstore.restart.StoreChange;
import dev.eventstore.spec.StoreSpec;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is said of a store that goes on from a savepoint or checkpoint. */
final class Restart {
  private static final String AGAIN = "its records come again, by the same ids and revisions";

  private final RestartCheck check;
  private final PublishedSince since;

  private Restart(RestartCheck check, PublishedSince since) {
    this.check = check;
    this.since = since;
  }

  /**
   * @throws IllegalStateException with one sentence, where the store cannot go on from there
   */
  static Restart check(StoreSpec spec, String from) {
    RestartCheck check = RestartCheck.of(spec, from);
    return new Restart(check, PublishedSince.of(check.snapshot(), List.of()));
  }

  /**
   * The same where it is known what the store's local run did afterwards.
   *
   * @throws IllegalStateException with one sentence, where the store cannot go on from there
   */
  static Restart check(LocalStore store, String from) {
    RestartCheck check = RestartCheck.of(store.spec(), from);
    PublishedSince since = PublishedSince.of(check.snapshot(), others(store));
    since.requireSameMeters(check.snapshot(), check.changes());
    return new Restart(check, since);
  }

  /** All that can be looked at under this store file; others tell nothing. */
  private static List<Snapshot> others(LocalStore store) {
    List<Snapshot> others = new ArrayList<>();
    for (Saved saved : SavedStates.in(store.folder())) {
      try {
        others.add(Snapshot.openToGoOn(store.spec(), saved.uri()));
      } catch (IllegalStateException e) {
        // It is not whole, or of another store file.
      }
    }
    return others;
  }

  /** A line for each change, and for what comes again, before the job starts. */
  void tell(PrintWriter err) {
    check.changes().forEach(err::println);
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
    json.put("store", check.snapshot().spec().name());
    json.put("snapshot", check.snapshot().uri());
    json.put("taken", check.snapshot().time().toString());
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

  /** The snapshot that was looked at. */
  String at() {
    return "at " + check.snapshot().uri() + ", taken " + check.snapshot().time();
  }
}
