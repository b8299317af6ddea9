package dev.eventstore.bench.usage;

import java.math.BigDecimal;

/**
 * What each account has used in each period: the sum of bytes, exactly, and the count of events. It
 * is what must come out, computed from the {@link UsageEvents}, or what a contender says.
 */
public final class Totals {
  private final int accounts;
  private final long[] thousandths;
  private final long[] counts;

  public Totals(UsagePlan plan) {
    this.accounts = plan.accounts();
    this.thousandths = new long[accounts * plan.months()];
    this.counts = new long[accounts * plan.months()];
  }

  /** What must be published when the periods close. */
  public static Totals atClose(UsageEvents events) {
    return of(events, false);
  }

  /** What must have been published once the late events are in too. */
  public static Totals corrected(UsageEvents events) {
    return of(events, true);
  }

  private static Totals of(UsageEvents events, boolean late) {
    Totals totals = new Totals(events.plan());
    for (long n = 0; n < events.plan().events(); n++) {
      if (events.isBilled(n) && (late || !events.isLate(n))) {
        totals.add(events.account(n), events.period(n), events.thousandths(n));
      }
    }
    return totals;
  }

  private void add(int account, int period, long thousandthsUsed) {
    int at = period * accounts + account;
    thousandths[at] = Math.addExact(thousandths[at], thousandthsUsed);
    counts[at]++;
  }

  /**
   * Takes what a contender says of an account in a period; what it said before is replaced.
   *
   * @param account as in the events, such as {@code account-00000042}
   * @param period index of the month
   * @throws ArithmeticException where the sum has more digits than the events have
   */
  public void set(String account, int period, BigDecimal bytes, long count) {
    int at = period * accounts + Integer.parseInt(account.substring(UsageJson.ACCOUNT.length()));
    thousandths[at] = bytes.movePointRight(3).longValueExact();
    counts[at] = count;
  }

  /** Of how many accounts and periods there is a total. */
  public int groups() {
    int groups = 0;
    for (long count : counts) {
      groups += count > 0 ? 1 : 0;
    }
    return groups;
  }

  /** How many events were counted. */
  public long events() {
    long events = 0;
    for (long count : counts) {
      events += count;
    }
    return events;
  }

  /** The bytes of all. */
  public BigDecimal bytes() {
    BigDecimal bytes = BigDecimal.ZERO;
    for (long sum : thousandths) {
      bytes = bytes.add(BigDecimal.valueOf(sum, 3));
    }
    return bytes;
  }

  /** Of how many accounts and periods the other says something else; 0 where it is right. */
  public int differences(Totals other) {
    int differences = 0;
    for (int at = 0; at < counts.length; at++) {
      boolean same = counts[at] == other.counts[at] && thousandths[at] == other.thousandths[at];
      differences += same ? 0 : 1;
    }
    return differences;
  }

  /** A fingerprint of all of them: equal for equal totals, and by chance for hardly any others. */
  public String digest() {
    long digest = 0;
    for (int at = 0; at < counts.length; at++) {
      if (counts[at] > 0) {
        digest += Mix.of(Mix.of(Mix.of(at) ^ thousandths[at]) ^ counts[at]);
      }
    }
    return "%016x".formatted(digest);
  }
}
