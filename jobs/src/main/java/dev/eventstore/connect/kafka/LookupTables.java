package dev.eventstore.connect.kafka;

import dev.eventstore.connect.ConnectException;
import dev.eventstore.spec.TableSpec;
import dev.eventstore.spec.TableSpec.TableInTopic;
import dev.eventstore.table.Table;
import dev.eventstore.table.TableFile;
import dev.eventstore.table.Tables;
import dev.eventstore.table.TopicTable;
import java.util.HashMap;
import java.util.Map;

/**
 * The tables that meters look up. Files are read once; topics up to their ends, again whenever
 * something is about to be computed by them. For one thread.
 */
public final class LookupTables implements Tables, AutoCloseable {
  private static final long BETWEEN_NANOS = 1_000_000_000;

  private record Followed(TopicTable rows, TopicReader reader) {
    Table read() {
      reader.readRecordsToEnd(
          read ->
              rows.accept(
                  read.key(), read.value(), new TopicTable.Place(read.partition(), read.offset())));
      return rows.table();
    }
  }

  private final Map<String, Table> files = new HashMap<>();
  private final Map<String, Followed> topics = new HashMap<>();
  private long refreshed = System.nanoTime();

  @Override
  public Table of(TableSpec spec) {
    if (spec.input() instanceof TableInTopic topic) {
      return topics
          .computeIfAbsent(
              spec.name(),
              name ->
                  new Followed(
                      new TopicTable(spec), new TopicReader(topic.topic(), topic.properties())))
          .read();
    }
    return files.computeIfAbsent(spec.name(), name -> TableFile.read(spec));
  }

  /**
   * Takes up what has come to the topics.
   *
   * @throws ConnectException where one cannot be read
   * @throws dev.eventstore.table.TableException where what is there makes no table
   */
  public void refresh() {
    topics.values().forEach(Followed::read);
    refreshed = System.nanoTime();
  }

  /** The same, but not again within a second. */
  public void refreshAtTimes() {
    if (System.nanoTime() - refreshed > BETWEEN_NANOS) {
      refresh();
    }
  }

  @Override
  public void close() {
    topics.values().forEach(followed -> followed.reader().close());
  }
}
