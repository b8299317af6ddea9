package dev.eventstore.cli.table;

import dev.eventstore.connect.kafka.SourceLag;
import dev.eventstore.spec.SourceSpec;
import dev.eventstore.spec.SourceSpec.KafkaInput;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.usage.PeriodReport;
import dev.eventstore.usage.SourceReport;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** How far each source is: its promise, and how many records of its topic are unread. */
public final class SourcesTable {
  private SourcesTable() {}

  /**
   * @param periods the last report of each, in their order
   */
  public static String of(StoreSpec spec, Collection<PeriodReport> periods, Instant now) {
    Map<String, Instant> promises = new HashMap<>();
    for (PeriodReport report : periods) {
      report.sources().forEach((name, source) -> later(promises, name, source));
    }
    Table table = new Table("SOURCE", "REGION", "PROMISE", "BEHIND", "LAG");
    for (SourceSpec source : spec.sources()) {
      Instant promise = promises.get(source.name());
      table.row(
          source.name(),
          source.region(),
          promise,
          promise == null ? null : behind(promise, now),
          lag(spec, source));
    }
    return table.toString();
  }

  private static void later(Map<String, Instant> promises, String name, SourceReport source) {
    if (source.watermark() != null) {
      promises.merge(name, source.watermark(), (a, b) -> a.isAfter(b) ? a : b);
    }
  }

  /** In the two largest units, such as {@code 3d 4h}. */
  static String behind(Instant promise, Instant now) {
    Duration behind = Duration.between(promise, now);
    if (behind.isNegative()) {
      return "0s";
    } else if (behind.toDays() > 0) {
      return behind.toDays() + "d " + behind.toHoursPart() + "h";
    } else if (behind.toHours() > 0) {
      return behind.toHours() + "h " + behind.toMinutesPart() + "m";
    }
    return behind.toMinutes() > 0
        ? behind.toMinutes() + "m " + behind.toSecondsPart() + "s"
        : behind.toSeconds() + "s";
  }

  private static Object lag(StoreSpec spec, SourceSpec source) {
    if (source.input() instanceof KafkaInput input) {
      OptionalLong lag = SourceLag.records(spec, input);
      return lag.isPresent() ? lag.getAsLong() : null;
    }
    return null;
  }
}
