package dev.eventstore.bench.peers;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;

/**
 * Calendar months of a zone; the month asked for last is remembered, since the next is mostly it.
 */
public final class Months implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ZoneId zone;
  private transient long start;
  private transient long end;

  public Months(ZoneId zone) {
    this.zone = zone;
  }

  /** The end of a month such as {@code 2026-03} in {@link PeerSettings#ZONE}. */
  static long end(String month) {
    return start(YearMonth.parse(month).plusMonths(1), PeerSettings.ZONE);
  }

  /** Where the month of a time begins, in milliseconds since the epoch, as are all here. */
  public long start(long time) {
    find(time);
    return start;
  }

  /** Where the month of a time ends. */
  public long end(long time) {
    find(time);
    return end;
  }

  /** The month of a time, such as {@code 2026-03}. */
  public String name(long time) {
    return YearMonth.from(date(time)).toString();
  }

  private void find(long time) {
    if (time >= end || time < start) {
      YearMonth month = YearMonth.from(date(time));
      start = start(month, zone);
      end = start(month.plusMonths(1), zone);
    }
  }

  private LocalDate date(long time) {
    return LocalDate.ofInstant(Instant.ofEpochMilli(time), zone);
  }

  private static long start(YearMonth month, ZoneId zone) {
    return month.atDay(1).atStartOfDay(zone).toInstant().toEpochMilli();
  }
}
