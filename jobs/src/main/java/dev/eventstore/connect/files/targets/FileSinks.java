package dev.eventstore.connect.files.targets;

import dev.eventstore.connect.ToBytes;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.api.common.serialization.Encoder;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.functions.sink.filesystem.BucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;

/**
 * Sinks that write folders of files. A file appears whole, when the checkpoint that ends it is
 * done; until then its name begins with a dot.
 */
public final class FileSinks {
  private FileSinks() {}

  /** Files with one JSON object a line. */
  public static <T> Sink<T> jsonLines(
      Path folder, ToBytes<T> json, BucketAssigner<T, String> folders) {
    return FileSink.forRowFormat(folder, new JsonLines<>(json))
        .withBucketAssigner(folders)
        .withRollingPolicy(OnCheckpointRollingPolicy.build())
        .withOutputFileConfig(new OutputFileConfig("part", ".jsonl"))
        .build();
  }

  /** Files that each hold rows of one table. */
  static <T> Sink<T> tables(
      Path folder, BulkWriter.Factory<T> files, String suffix, BucketAssigner<T, String> folders) {
    return FileSink.forBulkFormat(folder, files)
        .withBucketAssigner(folders)
        .withRollingPolicy(OnCheckpointRollingPolicy.build())
        .withOutputFileConfig(new OutputFileConfig("part", suffix))
        .build();
  }

  private static final class JsonLines<T> implements Encoder<T> {
    private static final long serialVersionUID = 1L;

    private final ToBytes<T> json;

    private JsonLines(ToBytes<T> json) {
      this.json = json;
    }

    @Override
    public void encode(T element, OutputStream out) throws IOException {
      out.write(json.of(element));
      out.write('\n');
    }
  }
}
