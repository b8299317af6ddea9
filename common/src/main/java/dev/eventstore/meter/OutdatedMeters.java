package dev.eventstore.meter;

import dev.eventstore.period.Period;
import dev.eventstore.value.ValueReader;
import dev.eventstore.value.ValueWriter;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Meters that are others now than when a period was released to them, by their names. They say
 * nothing of such a period until it is reprocessed: one figure of it would be made up of parts that
 * two definitions have computed.
 */
public record OutdatedMeters(SortedMap<String, Span> spans) {
  public static final OutdatedMeters NONE = new OutdatedMeters(new TreeMap<>());

  /**
   * The periods of which a meter is outdated.
   *
   * @param upTo they end by then, epoch milliseconds
   * @param without those that were reprocessed since, by their starts in epoch seconds
   */
  public record Span(long upTo, SortedSet<Long> without) {
    boolean covers(Period period) {
      return period.end().toEpochMilli() <= upTo
          && !without.contains(period.start().getEpochSecond());
    }
  }

  /** The meters that are outdated in a period. */
  public SortedSet<String> in(Period period) {
    SortedSet<String> meters = new TreeSet<>();
    spans.forEach(
        (meter, span) -> {
          if (span.covers(period)) {
            meters.add(meter);
          }
        });
    return meters;
  }

  /**
   * The same after a period was reprocessed.
   *
   * @param period its start, epoch seconds
   */
  public OutdatedMeters without(long period) {
    SortedMap<String, Span> rest = new TreeMap<>();
    spans.forEach(
        (meter, span) -> {
          SortedSet<Long> more = new TreeSet<>(span.without);
          more.add(period);
          rest.put(meter, new Span(span.upTo, more));
        });
    return new OutdatedMeters(rest);
  }

  public byte[] toBytes() {
    ValueWriter writer = new ValueWriter().unsigned(spans.size());
    for (Map.Entry<String, Span> each : spans.entrySet()) {
      Set<Long> without = each.getValue().without;
      writer.string(each.getKey()).signed(each.getValue().upTo).unsigned(without.size());
      without.forEach(writer::signed);
    }
    return writer.toBytes();
  }

  public static OutdatedMeters fromBytes(byte[] bytes) {
    ValueReader reader = new ValueReader(bytes);
    SortedMap<String, Span> spans = new TreeMap<>();
    for (long i = reader.unsigned(); i > 0; i--) {
      String meter = reader.string();
      long upTo = reader.signed();
      SortedSet<Long> without = new TreeSet<>();
      for (long j = reader.unsigned(); j > 0; j--) {
        without.add(reader.signed());
      }
      spans.put(meter, new Span(upTo, without));
    }
    return new OutdatedMeters(spans);
  }
}
