package dev.eventstore.breaking;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compares what was published with what an uninterrupted run publishes. */
final class Verdict {
  private final List<String> differences = new ArrayList<>();

  List<String> differences() {
    return differences;
  }

  /** The last figures are the same, and the revisions lead there one by one. */
  Verdict topic(Outcome actual, Outcome expected) {
    TreeSet<String> all = new TreeSet<>(actual.subjects());
    all.addAll(expected.subjects());
    for (String subject : all) {
      TreeMap<Integer, JsonNode> is = actual.revisions(subject);
      TreeMap<Integer, JsonNode> should = expected.revisions(subject);
      if (is.isEmpty() || should.isEmpty()) {
        differ(is.isEmpty() ? "missing" : "too much", is.isEmpty() ? should : is);
        continue;
      }
      if (!Outcome.figure(is).equals(Outcome.figure(should))) {
        differ("instead of " + should.lastEntry().getValue(), is);
      }
      revisions(is);
    }
    if (actual.doubled() > 0) {
      differences.add(actual.doubled() + " revisions came twice");
    }
    return this;
  }

  private void differ(String how, TreeMap<Integer, JsonNode> revisions) {
    differences.add(how + ": " + revisions.values());
  }

  /** Numbered from 0, and each value is the one before and the delta. */
  private void revisions(TreeMap<Integer, JsonNode> revisions) {
    if (revisions.firstKey() != 0 || revisions.lastKey() != revisions.size() - 1) {
      differ("a revision is missing", revisions);
      return;
    }
    JsonNode before = null;
    for (JsonNode revision : revisions.values()) {
      JsonNode last = before;
      revision
          .path("delta")
          .properties()
          .forEach(delta -> requireSum(revisions, last, revision, delta));
      before = revision;
    }
  }

  private void requireSum(
      TreeMap<Integer, JsonNode> revisions,
      JsonNode before,
      JsonNode now,
      Map.Entry<String, JsonNode> delta) {
    BigDecimal was = before == null ? BigDecimal.ZERO : number(before, "values", delta.getKey());
    BigDecimal sum = was.add(new BigDecimal(delta.getValue().asText()));
    if (sum.compareTo(number(now, "values", delta.getKey())) != 0) {
      differ("the delta of " + delta.getKey() + " is wrong", revisions);
    }
  }

  private static BigDecimal number(JsonNode record, String values, String name) {
    String text = record.path(values).path(name).asText();
    return text.isEmpty() || text.equals("null") ? BigDecimal.ZERO : new BigDecimal(text);
  }

  /** The counts balance, and are those of the uninterrupted run. */
  Verdict balance(Map<String, JsonNode> actual, Map<String, JsonNode> expected) {
    if (!actual.keySet().equals(expected.keySet())) {
      differences.add("periods " + actual.keySet() + " instead of " + expected.keySet());
    }
    actual.forEach(
        (period, report) ->
            report
                .path("sources")
                .properties()
                .forEach(
                    source ->
                        balance(
                            period + " " + source.getKey(),
                            source.getValue(),
                            expected
                                .getOrDefault(period, report)
                                .path("sources")
                                .path(source.getKey()))));
    return this;
  }

  private void balance(String where, JsonNode is, JsonNode should) {
    long known = 0;
    for (String count :
        List.of("stored", "duplicates", "replaced", "conflicts", "quarantined", "deleted")) {
      known += is.path(count).asLong();
    }
    if (known != is.path("received").asLong()) {
      differences.add(where + " does not balance: " + is);
    }
    for (String count : List.of("received", "stored", "quarantined")) {
      if (is.path(count).asLong() != should.path(count).asLong()) {
        differences.add(where + ": " + count + " in " + is + " instead of " + should);
      }
    }
  }

  /** Lines that come once each, in any order. */
  Verdict lines(String what, List<String> actual, List<String> expected) {
    List<String> is = new ArrayList<>(actual);
    List<String> should = new ArrayList<>(expected);
    is.sort(null);
    should.sort(null);
    if (!is.equals(should)) {
      List<String> more = new ArrayList<>(is);
      should.forEach(more::remove);
      is.forEach(should::remove);
      differences.add(what + ": too much " + more + ", missing " + should);
    }
    return this;
  }
}
