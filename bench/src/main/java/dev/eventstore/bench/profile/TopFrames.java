package dev.eventstore.bench.profile;

import dev.eventstore.cli.table.Table;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;

/** What takes most of the processor time, as text. */
final class TopFrames {
  private static final int MOST_THREADS = 20;
  private static final int MOST_FRAMES = 40;
  private static final String OURS = "dev/eventstore/";

  private final Stacks stacks;
  private final long all;
  private final long counted;

  TopFrames(Stacks stacks) {
    this.stacks = stacks;
    this.all = sum(stacks.threads());
    this.counted = sum(stacks.own());
  }

  @Override
  public String toString() {
    Table threads = new Table("%", "thread");
    top(stacks.threads(), MOST_THREADS)
        .forEach(entry -> threads.row(percent(entry.getValue(), all), entry.getKey()));
    Table own = new Table("%", "with callees", "frame, by what it takes itself");
    top(stacks.own(), MOST_FRAMES)
        .forEach(
            entry ->
                own.row(
                    percent(entry.getValue(), counted),
                    percent(stacks.all().get(entry.getKey()), counted),
                    entry.getKey()));
    Table ours = new Table("%", "frame of Event Store, with its callees");
    top(ours(), MOST_FRAMES)
        .forEach(entry -> ours.row(percent(entry.getValue(), counted), entry.getKey()));
    return String.join(
        "\n",
        all + " samples\n",
        threads.toString(),
        "Without Java's compiler:\n",
        own.toString(),
        ours.toString());
  }

  private Map<String, Long> ours() {
    Map<String, Long> frames = new HashMap<>(stacks.all());
    frames.keySet().removeIf(frame -> !frame.startsWith(OURS));
    return frames;
  }

  private static List<Entry<String, Long>> top(Map<String, Long> counts, int most) {
    return counts.entrySet().stream()
        .sorted(
            Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Entry.comparingByKey()))
        .limit(most)
        .toList();
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private static String percent(long count, long of) {
    return String.format(Locale.ROOT, "%.1f", 100.0 * count / of);
  }
}
