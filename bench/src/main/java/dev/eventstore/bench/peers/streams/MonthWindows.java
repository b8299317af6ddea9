package dev.eventstore.bench.peers.streams;

import dev.eventstore.bench.peers.Months;
import dev.eventstore.bench.peers.PeerSettings;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import org.apache.kafka.streams.kstream.Windows;
import org.apache.kafka.streams.kstream.internals.TimeWindow;

/**
 * Calendar months. Kafka Streams keeps the start of a window and one size for all, the longest; so
 * a shorter month ends up to three days late.
 *
 * <p>It would close them by the highest time that it has seen, from whichever source, and drop what
 * comes after. The grace is so long that none closes before a marker says so.
 */
final class MonthWindows extends Windows<TimeWindow> {
  private static final Duration SIZE = Duration.ofDays(31);
  private static final Duration GRACE = PeerSettings.REMEMBER;

  /** How long after a month's end its window is closed at the latest. */
  static final Duration CLOSED_AFTER = GRACE.plusDays(3);

  static final Duration RETENTION = SIZE.plus(GRACE).plusDays(1);

  private final Months months;

  MonthWindows(ZoneId zone) {
    this.months = new Months(zone);
  }

  @Override
  public Map<Long, TimeWindow> windowsFor(long timestamp) {
    // Windows are shared by all threads.
    synchronized (months) {
      long start = months.start(timestamp);
      return Map.of(start, new TimeWindow(start, start + SIZE.toMillis()));
    }
  }

  @Override
  public long size() {
    return SIZE.toMillis();
  }

  @Override
  public long gracePeriodMs() {
    return GRACE.toMillis();
  }
}
