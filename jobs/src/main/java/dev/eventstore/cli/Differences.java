package dev.eventstore.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.eventstore.cli.table.Table;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Records that would be published, summed up by meter and period, and the largest changes. */
final class Differences {
  private static final int TOP = 10;

  private record Place(String meter, String period) {}

  private static final class Sum {
    private long changed;
    private long added;
    private long gone;
    private final Map<String, BigDecimal> deltas = new LinkedHashMap<>();
  }

  /** A change of one group; its size is that of its largest delta. */
  private record Change(JsonNode record, BigDecimal size) {}

  private final Map<Place, Sum> sums =
      new TreeMap<>(Comparator.comparing(Place::meter).thenComparing(Place::period));
  private final PriorityQueue<Change> top =
      new PriorityQueue<>(
          Comparator.comparing(Change::size)
              .thenComparing(
                  change -> change.record().get("id").asText(), Comparator.reverseOrder()));

  /** Counts a usage record, or an event of a meter without aggregate. */
  void add(byte[] json) {
    JsonNode record = Json.read(json);
    Sum sum =
        sums.computeIfAbsent(
            new Place(record.get("meter").asText(), record.get("period").asText()),
            place -> new Sum());
    if (record.has("op")) {
      count(sum, record.get("op").asText().equals("delete"), record);
      return;
    }
    count(sum, record.get("events").asLong() == 0, record);
    BigDecimal size = BigDecimal.ZERO;
    for (Map.Entry<String, JsonNode> delta : record.get("delta").properties()) {
      BigDecimal number = number(delta.getValue());
      if (number != null) {
        sum.deltas.merge(delta.getKey(), number, BigDecimal::add);
        size = size.max(number.abs());
      }
    }
    top.add(new Change(record, size));
    if (top.size() > TOP) {
      top.remove();
    }
  }

  private static void count(Sum sum, boolean isGone, JsonNode record) {
    if (isGone) {
      sum.gone++;
    } else if (record.get("revision").asInt() == 0) {
      sum.added++;
    } else {
      sum.changed++;
    }
  }

  private static BigDecimal number(JsonNode value) {
    try {
      return value.isNull() || value.isBoolean() ? null : new BigDecimal(value.asText());
    } catch (NumberFormatException e) {
      return null;
    }
  }

  String text() {
    if (sums.isEmpty()) {
      return "nothing would change\n";
    }
    Table table = new Table("METER", "PERIOD", "CHANGED", "NEW", "GONE", "SUM OF DELTAS");
    sums.forEach(
        (place, sum) ->
            table.row(
                place.meter(),
                place.period(),
                sum.changed,
                sum.added,
                sum.gone,
                sum.deltas.entrySet().stream()
                    .map(delta -> delta.getKey() + " " + signed(delta.getValue()))
                    .collect(Collectors.joining(", "))));
    if (top.isEmpty()) {
      return table.toString();
    }
    Table changes = new Table("METER", "PERIOD", "GROUP", "REVISION", "VALUES", "DELTA");
    for (Change change : largest()) {
      JsonNode record = change.record();
      changes.row(
          record.get("meter").asText(),
          record.get("period").asText(),
          Pairs.of(record.get("group")),
          record.get("revision").asLong(),
          Pairs.of(record.get("values")),
          Pairs.of(record.get("delta")));
    }
    return table + "\nLargest changes:\n" + changes;
  }

  private List<Change> largest() {
    List<Change> largest = new ArrayList<>(top);
    largest.sort(top.comparator().reversed());
    return largest;
  }

  private static String signed(BigDecimal number) {
    String plain = number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    return number.signum() > 0 ? "+" + plain : plain;
  }

  String json() {
    List<Map<String, Object>> meters = new ArrayList<>();
    sums.forEach(
        (place, sum) -> {
          Map<String, Object> meter = new LinkedHashMap<>();
          meter.put("meter", place.meter());
          meter.put("period", place.period());
          meter.put("changed", sum.changed);
          meter.put("new", sum.added);
          meter.put("gone", sum.gone);
          Map<String, String> deltas = new LinkedHashMap<>();
          sum.deltas.forEach((name, delta) -> deltas.put(name, delta.toPlainString()));
          meter.put("deltas", deltas);
          meters.add(meter);
        });
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("differences", meters);
    all.put("largest", largest().stream().map(Change::record).toList());
    return Json.text(all) + "\n";
  }
}
