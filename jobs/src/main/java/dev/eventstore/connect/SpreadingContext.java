package dev.eventstore.connect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;

/**
 * Gives each split to the reader that has the fewest, whichever the enumerator has chosen. Readers
 * are there when all of them have told how many they have.
 */
final class SpreadingContext<S extends SourceSplit> implements SplitEnumeratorContext<S> {
  private final SplitEnumeratorContext<S> context;
  private final Map<Integer, Integer> held = new HashMap<>();

  SpreadingContext(SplitEnumeratorContext<S> context) {
    this.context = context;
  }

  void holds(int reader, int splits) {
    held.put(reader, splits);
  }

  void gaveBack(int reader, int splits) {
    held.merge(reader, -splits, Integer::sum);
  }

  boolean knowsAll() {
    return held.size() == context.currentParallelism();
  }

  @Override
  public void assignSplits(SplitsAssignment<S> assignment) {
    Map<Integer, List<S>> spread = new HashMap<>();
    assignment
        .assignment()
        .values()
        .forEach(
            splits ->
                splits.forEach(
                    split ->
                        spread
                            .computeIfAbsent(nextReader(), none -> new ArrayList<>())
                            .add(split)));
    context.assignSplits(new SplitsAssignment<>(spread));
  }

  /** The reader with the fewest splits, which gets one more. */
  private int nextReader() {
    int reader =
        context.registeredReaders().keySet().stream()
            .min(
                Comparator.<Integer, Integer>comparing(held::get)
                    .thenComparing(Comparator.naturalOrder()))
            .orElseThrow();
    held.merge(reader, 1, Integer::sum);
    return reader;
  }

  @Override
  public Map<Integer, ReaderInfo> registeredReaders() {
    return knowsAll() ? context.registeredReaders() : Map.of();
  }

  @Override
  public SplitEnumeratorMetricGroup metricGroup() {
    return context.metricGroup();
  }

  @Override
  public void sendEventToSourceReader(int reader, SourceEvent event) {
    context.sendEventToSourceReader(reader, event);
  }

  @Override
  public int currentParallelism() {
    return context.currentParallelism();
  }

  @Override
  public void signalNoMoreSplits(int reader) {
    context.signalNoMoreSplits(reader);
  }

  @Override
  public <T> void callAsync(Callable<T> call, BiConsumer<T, Throwable> handler) {
    context.callAsync(call, handler);
  }

  @Override
  public <T> void callAsync(
      Callable<T> call, BiConsumer<T, Throwable> handler, long delay, long period) {
    context.callAsync(call, handler, delay, period);
  }

  @Override
  public void runInCoordinatorThread(Runnable run) {
    context.runInCoordinatorThread(run);
  }
}
