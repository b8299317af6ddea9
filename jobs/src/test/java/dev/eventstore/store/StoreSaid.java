package dev.eventstore.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eventstore.event.Refusal;
import dev.eventstore.store.ContractModel.Figure;
import dev.eventstore.usage.CommandReport;
import dev.eventstore.usage.PeriodReport;
import dev.eventstore.usage.StatusRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a store has said in all its jobs: usage records, reports, answers, refusals. */
final class StoreSaid {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final KafkaStore store;
  private final List<KafkaEnds> ends = new ArrayList<>();

  StoreSaid(KafkaStore store) {
    this.store = store;
  }

  /** A job of it was started. */
  void by(KafkaEnds job) {
    ends.add(job);
  }

  List<JsonNode> usage() throws Exception {
    List<JsonNode> usage = new ArrayList<>();
    for (String record : store.publishedNow()) {
      usage.add(JSON.readTree(record));
    }
    return usage;
  }

  static Map<String, Figure> figures(List<JsonNode> usage) {
    Map<String, Figure> figures = new TreeMap<>();
    for (JsonNode record : usage) {
      JsonNode values = record.get("values");
      figures.put(
          record.get("period").textValue() + " " + record.get("group").get("account").textValue(),
          new Figure(values.get("quantity").textValue(), values.get("calls").longValue()));
    }
    return figures;
  }

  /** As the last report of each period has them. */
  Map<String, Map<String, Long>> counts() {
    Map<String, Map<String, Long>> counts = new TreeMap<>();
    for (PeriodReport report : reports()) {
      String period = report.period() == null ? ContractModel.NO_PERIOD : report.period();
      report
          .sources()
          .forEach(
              (source, said) -> {
                Map<String, Long> count = new TreeMap<>();
                count.put("received", said.received());
                count.put("stored", said.stored());
                count.put("duplicates", said.duplicates());
                count.put("conflicts", said.conflicts());
                count.put("replaced", said.replaced());
                count.put("quarantined", said.quarantined());
                count.put("deleted", said.deleted());
                count.put("late", said.late());
                counts.put(source + " " + period, withoutZeros(count));
              });
    }
    counts.values().removeIf(Map::isEmpty);
    return counts;
  }

  static Map<String, Long> withoutZeros(Map<String, Long> count) {
    Map<String, Long> rest = new TreeMap<>(count);
    rest.values().removeIf(number -> number == 0);
    return rest;
  }

  boolean isHeld() {
    Map<String, Boolean> held = new HashMap<>();
    reports()
        .forEach(
            report ->
                held.put(
                    String.valueOf(report.period()),
                    report.state() == PeriodReport.State.HELD
                        || report.state() == PeriodReport.State.COMPLETE));
    return held.containsValue(true);
  }

  Set<String> refused() {
    Set<String> refused = new TreeSet<>();
    for (KafkaEnds ends : ends) {
      for (Refusal refusal : ends.refusals.elements()) {
        String line = new String(refusal.original(), StandardCharsets.UTF_8).replace('"', '\'');
        refused.add(refusal.code().code() + " " + line);
      }
    }
    return refused;
  }

  List<PeriodReport> reports() {
    List<PeriodReport> reports = new ArrayList<>();
    for (StatusRecord record : status()) {
      if (record instanceof PeriodReport report) {
        reports.add(report);
      }
    }
    return reports;
  }

  CommandReport answer(String id) {
    for (StatusRecord record : status()) {
      if (record instanceof CommandReport answer && answer.id().equals(id)) {
        return answer;
      }
    }
    return null;
  }

  private List<StatusRecord> status() {
    List<StatusRecord> all = new ArrayList<>();
    ends.forEach(ends -> all.addAll(ends.status.elements()));
    return all;
  }
}
