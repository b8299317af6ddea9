package dev.eventstore.cli;

import dev.eventstore.query.RestartCheck;
import dev.eventstore.restart.StoreChange;
import dev.eventstore.spec.StoreSpec;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is said of a store that goes on from a savepoint or checkpoint. */
final class Restart {
  private final RestartCheck check;

  private Restart(RestartCheck check) {
    this.check = check;
  }

  /**
   * @throws IllegalStateException with one sentence, where the store cannot go on from there
   */
  static Restart check(StoreSpec spec, String from) {
    return new Restart(RestartCheck.of(spec, from));
  }

  /** A line for each change, before the job starts. */
  void tell(PrintWriter err) {
    check.changes().forEach(err::println);
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
