package dev.eventstore.connect;

import dev.eventstore.event.PartitionsAssigned;
import dev.eventstore.event.SourceItem;
import dev.eventstore.event.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;

/** A job that reads one source, until closed. */
public final class SourceRun implements AutoCloseable {
  private final List<SourceItem> items = new ArrayList<>();
  private final CloseableIterator<SourceItem> read;
  private final JobClient job;

  private SourceRun(CloseableIterator<SourceItem> read, JobClient job) {
    this.read = read;
    this.job = job;
  }

  /**
   * @param savepoint where to restore from, or null
   */
  public static SourceRun start(Source<SourceItem, ?, ?> source, int parallelism, String savepoint)
      throws Exception {
    Configuration conf = new Configuration();
    conf.setString("pipeline.generic-types", "false");
    conf.setString("execution.checkpointing.interval", "100 ms");
    conf.setString("rest.port", "0");
    if (savepoint != null) {
      conf.setString("execution.state-recovery.path", savepoint);
      // The collecting sink has another name in each run.
      conf.setString("execution.state-recovery.ignore-unclaimed-state", "true");
    }
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(conf);
    env.setParallelism(parallelism);
    CloseableIterator<SourceItem> read =
        env.fromSource(source, WatermarkStrategy.noWatermarks(), "source")
            .uid("source")
            .collectAsync();
    return new SourceRun(read, env.executeAsync());
  }

  /** Reads on until the condition holds. */
  public void readUntil(BooleanSupplier enough) {
    while (!enough.getAsBoolean()) {
      items.add(read.next());
    }
  }

  /** Reads to the end of a bounded source. */
  public void readAll() {
    read.forEachRemaining(items::add);
  }

  public String stopWithSavepoint(Path folder) throws Exception {
    return job.stopWithSavepoint(false, folder.toUri().toString(), SavepointFormatType.CANONICAL)
        .get(60, TimeUnit.SECONDS);
  }

  public List<SourceItem> items() {
    return items;
  }

  public List<Integer> assigned() {
    return items.stream()
        .filter(PartitionsAssigned.class::isInstance)
        .flatMap(item -> ((PartitionsAssigned) item).partitions().stream())
        .toList();
  }

  public List<SourceRecord> records() {
    return items.stream()
        .filter(SourceRecord.class::isInstance)
        .map(SourceRecord.class::cast)
        .toList();
  }

  public List<String> values() {
    return records().stream().map(r -> new String(r.bytes(), StandardCharsets.UTF_8)).toList();
  }

  @Override
  public void close() {
    try {
      read.close();
    } catch (Exception e) {
      throw new IllegalStateException("the job did not stop", e);
    }
  }
}
