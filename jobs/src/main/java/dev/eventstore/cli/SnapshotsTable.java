package dev.eventstore.cli;

import dev.eventstore.cli.table.Table;
import dev.eventstore.snapshot.SavedStates.Saved;
import dev.eventstore.snapshot.Snapshot;
import dev.eventstore.spec.SourceSpec;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.usage.PeriodReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The savepoints and checkpoints of a store's local run, with what each knows. */
final class SnapshotsTable {
  private final StoreSpec spec;
  private final List<Saved> states;

  SnapshotsTable(StoreSpec spec, List<Saved> states) {
    this.spec = spec;
    this.states = states;
  }

  String text() {
    Table table = new Table("TAKEN", "KIND", "PERIODS", "PATH");
    for (Saved saved : states) {
      table.row(saved.time(), kind(saved), periods(saved), saved.uri());
    }
    return table.toString();
  }

  private String periods(Saved saved) {
    try {
      Map<String, String> periods = periods(Snapshot.open(spec, saved.uri()));
      return periods.isEmpty()
          ? "none"
          : periods.entrySet().stream()
              .map(period -> period.getKey() + " " + period.getValue())
              .collect(Collectors.joining(", "));
    } catch (IllegalStateException e) {
      return "cannot be looked at";
    }
  }

  String json() {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Saved saved : states) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("taken", saved.time().toString());
      json.put("kind", kind(saved));
      json.put("path", saved.uri());
      try {
        Snapshot snapshot = Snapshot.open(spec, saved.uri());
        json.put("promises", promises(snapshot));
        json.put("periods", periods(snapshot));
      } catch (IllegalStateException e) {
        json.put("unreadable", e.getMessage());
      }
      all.add(json);
    }
    return Json.text(all) + "\n";
  }

  private static Map<String, String> periods(Snapshot snapshot) {
    Map<String, String> periods = new LinkedHashMap<>();
    for (PeriodReport report : snapshot.periods()) {
      if (report.period() != null) {
        periods.put(report.period(), report.state().word());
      }
    }
    return periods;
  }

  /** Up to when each source had reported everything; of one that had ended, {@code "ended"}. */
  private Map<String, String> promises(Snapshot snapshot) {
    Map<String, String> promises = new LinkedHashMap<>();
    for (SourceSpec source : spec.sources()) {
      long promise = snapshot.promise(source);
      String ended = promise == Long.MAX_VALUE ? "ended" : null;
      promises.put(
          source.name(),
          promise == Long.MIN_VALUE || ended != null
              ? ended
              : Instant.ofEpochMilli(promise).toString());
    }
    return promises;
  }

  private static String kind(Saved saved) {
    return saved.uri().contains("/savepoint-") ? "savepoint" : "checkpoint";
  }
}
