package dev.eventstore.connect.kafka;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/** What the readers of a source hear, in this thread. */
final class Readers<S extends SourceSplit> implements SplitEnumeratorContext<S> {
  private final Map<Integer, ReaderInfo> registered = new HashMap<>();
  private final Queue<Runnable> calls = new ArrayDeque<>();

  /** The splits they were given. */
  final Set<String> splits = new HashSet<>();

  /** Those that know that no more splits come. */
  final Set<Integer> complete = new HashSet<>();

  void register(int reader) {
    registered.put(reader, new ReaderInfo(reader, "here"));
  }

  /** Makes the calls that wait, one after the other, and those that they lead to. */
  void call() {
    while (!calls.isEmpty()) {
      calls.remove().run();
    }
  }

  @Override
  public <T> void callAsync(Callable<T> callable, BiConsumer<T, Throwable> handler) {
    calls.add(
        () -> {
          try {
            handler.accept(callable.call(), null);
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  @Override
  public <T> void callAsync(
      Callable<T> callable, BiConsumer<T, Throwable> handler, long delay, long every) {
    throw new UnsupportedOperationException("a bounded source looks once");
  }

  @Override
  public void assignSplits(SplitsAssignment<S> given) {
    given.assignment().values().forEach(some -> some.forEach(s -> splits.add(s.splitId())));
  }

  @Override
  public void signalNoMoreSplits(int reader) {
    complete.add(reader);
  }

  @Override
  public Map<Integer, ReaderInfo> registeredReaders() {
    return registered;
  }

  @Override
  public int currentParallelism() {
    return 2;
  }

  @Override
  public SplitEnumeratorMetricGroup metricGroup() {
    return UnregisteredMetricsGroup.createSplitEnumeratorMetricGroup();
  }

  @Override
  public void sendEventToSourceReader(int reader, SourceEvent event) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void runInCoordinatorThread(Runnable runnable) {
    runnable.run();
  }
}
