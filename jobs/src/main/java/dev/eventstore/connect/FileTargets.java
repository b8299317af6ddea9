package dev.eventstore.connect;

import dev.eventstore.spec.TargetSpec.FilesOutput;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.serialization.Encoder;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.functions.sink.filesystem.BucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.SimpleVersionedStringSerializer;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;

/** Targets that are folders of JSON lines; a file appears when it is committed. */
final class FileTargets {
  private FileTargets() {}

  static Sink<OutputRecord> create(FilesOutput output) {
    Encoder<OutputRecord> lines =
        (record, out) -> {
          out.write(record.json());
          out.write('\n');
        };
    return FileSink.forRowFormat(new Path(java.nio.file.Path.of(output.path()).toUri()), lines)
        .withBucketAssigner(new ByMeterAndPeriod())
        .withRollingPolicy(OnCheckpointRollingPolicy.build())
        .withOutputFileConfig(
            OutputFileConfig.builder().withPartPrefix("part").withPartSuffix(".jsonl").build())
        .build();
  }

  private static final class ByMeterAndPeriod implements BucketAssigner<OutputRecord, String> {
    private static final long serialVersionUID = 1L;

    @Override
    public String getBucketId(OutputRecord record, Context context) {
      return "meter=" + encoded(record.meter()) + "/period=" + encoded(record.period());
    }

    private static String encoded(String value) {
      return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    @Override
    public SimpleVersionedSerializer<String> getSerializer() {
      return SimpleVersionedStringSerializer.INSTANCE;
    }
  }
}
