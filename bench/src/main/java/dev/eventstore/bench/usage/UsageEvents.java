package dev.eventstore.bench.usage;

import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;

/** What event number {@code n} is: each property a function of the seed and the number alone. */
public final class UsageEvents {
  private static final long MICROS = 1_000_000L;

  /** Events come up to half an hour before or after their turn. */
  private static final long JITTER_MICROS = 60 * 60 * MICROS;

  /** Of a million events, how many come after the close, are reported twice, or changed. */
  private static final int LATE = 5_000;

  private static final int RETRIED = 5_000;
  private static final int CROSSING = 5_000;
  private static final int CONFLICTING = 2_000;
  private static final int FAILED = 50_000;
  private static final int MILLION = 1_000_000;

  private final UsagePlan plan;
  private final Zipf zipf;
  private final long root;

  /** Start of each month, and the end of the last: microseconds since the epoch. */
  private final long[] starts;

  public UsageEvents(UsagePlan plan) {
    this.plan = plan;
    this.zipf = new Zipf(plan.accounts());
    this.root = Mix.of(plan.seed());
    List<YearMonth> periods = plan.periods();
    this.starts = new long[periods.size() + 1];
    for (int i = 0; i < starts.length; i++) {
      YearMonth month = periods.get(0).plusMonths(i);
      starts[i] = month.atDay(1).atStartOfDay().toEpochSecond(ZoneOffset.UTC) * MICROS;
    }
  }

  public UsagePlan plan() {
    return plan;
  }

  /** Index of the account. */
  public int account(long n) {
    if (Mix.below(bits(n, 1), 100) < plan.hotPercent()) {
      return 0;
    }
    return zipf.draw(bits(n, 2));
  }

  /** Index of the month. */
  public int period(long n) {
    return (int) (n * plan.months() / plan.events());
  }

  /** When it occurred: microseconds since the epoch. */
  public long time(long n) {
    int period = period(n);
    long first = (period * plan.events() + plan.months() - 1) / plan.months();
    long count = Math.max(1, plan.events() / plan.months() + 1);
    long turn = starts[period] + (n - first) * ((starts[period + 1] - starts[period]) / count);
    long time = turn + Mix.below(bits(n, 3), JITTER_MICROS) - JITTER_MICROS / 2;
    return Math.max(starts[period], Math.min(time, starts[period + 1] - 1));
  }

  /** Index of the source that reports it. */
  public int source(long n) {
    return (int) Mix.below(bits(n, 4), UsagePlan.SOURCES.size());
  }

  /** Of the source's topic: gateways spread their reports evenly. */
  public int partition(long n) {
    return (int) (bits(n, 5) & (UsagePlan.PARTITIONS - 1));
  }

  /** Of 20 one is 503, which nobody pays for. */
  public int status(long n) {
    return Mix.below(bits(n, 6), MILLION) < FAILED ? 503 : 200;
  }

  /** Thousandths of its {@code bytes}. */
  public long thousandths(long n) {
    return 1 + Mix.below(bits(n, 7), 1_000_000_000L);
  }

  /** One of 100 resources. */
  public int resource(long n) {
    return (int) Mix.below(bits(n, 8), 100);
  }

  /** It comes only after its month was closed. */
  public boolean isLate(long n) {
    return fate(n) < LATE;
  }

  /** It is sent a second time, as it is, to the same partition. */
  boolean isRetried(long n) {
    return fate(n) >= LATE && fate(n) < LATE + RETRIED;
  }

  /** Another source reports it too. */
  boolean isCrossing(long n) {
    return fate(n) >= LATE + RETRIED && fate(n) < LATE + RETRIED + CROSSING;
  }

  /** Something else comes under its id, in the same partition. */
  boolean isConflicting(long n) {
    long fate = fate(n) - LATE - RETRIED - CROSSING;
    return fate >= 0 && fate < CONFLICTING;
  }

  /** Whether it counts. */
  public boolean isBilled(long n) {
    return status(n) < 500;
  }

  /** Half of its id, 64 bits. */
  long id(long n, int half) {
    return bits(n, 9 + half);
  }

  private long fate(long n) {
    return Mix.below(bits(n, 11), MILLION);
  }

  private long bits(long n, int property) {
    return Mix.of(root ^ (n << 4 | property));
  }
}
