package dev.eventstore.bench.usage;

import java.time.YearMonth;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What usage is made.
 *
 * @param events distinct events, those that come late included
 * @param accounts how many accounts there are; the first is the largest
 * @param hotPercent how much of the events the first account has beyond its share by Zipf's law
 * @param months calendar months that the events are spread over evenly
 * @param seed another gives other events, with the same properties
 */
public record UsagePlan(long events, int accounts, int hotPercent, int months, long seed) {
  /** The sources, each with a topic of its own, in the order of the store file. */
  public static final List<String> SOURCES = List.of("eu", "us", "apac");

  /** Of each source's topic. */
  public static final int PARTITIONS = 4;

  private static final YearMonth FIRST_MONTH = YearMonth.of(2026, 1);

  public UsagePlan {
    if (events < 1 || accounts < 1 || months < 1 || hotPercent < 0 || hotPercent > 99) {
      throw new IllegalArgumentException("no such usage: " + events + " events");
    }
  }

  /** Of so many events as is usual: 200,000 accounts over three months. */
  public static UsagePlan of(long events) {
    return new UsagePlan(events, 200_000, 0, 3, 2026);
  }

  public UsagePlan withHot(int percent) {
    return new UsagePlan(events, accounts, percent, months, seed);
  }

  /** The months, such as {@code 2026-01}, in their order; an index into them names a period. */
  public List<YearMonth> periods() {
    return IntStream.range(0, months).mapToObj(FIRST_MONTH::plusMonths).toList();
  }
}
