package dev.eventstore.store;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** A sink of tests that run in this process: what was written, in the order it came. */
final class Collected<T> implements Sink<T> {
  private static final long serialVersionUID = 1L;
  private static final Map<String, List<Object>> ALL = new ConcurrentHashMap<>();

  private final String id = UUID.randomUUID().toString();

  @SuppressWarnings("unchecked")
  List<T> elements() {
    return (List<T>) ALL.getOrDefault(id, List.of());
  }

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) throws IOException {
    List<Object> elements = ALL.computeIfAbsent(id, key -> new CopyOnWriteArrayList<>());
    return new SinkWriter<>() {
      @Override
      public void write(T element, Context ignored) {
        elements.add(element);
      }

      @Override
      public void flush(boolean endOfInput) {}

      @Override
      public void close() {}
    };
  }
}
