package dev.eventstore.connect.files;

import dev.eventstore.connect.files.targets.ParquetSupport;
import dev.eventstore.connect.files.targets.ParquetWriters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.GroupWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;

/** Writes Parquet files for tests, packed by Snappy. */
public final class ParquetFiles {
  private static final long GROUP_BYTES = 1 << 20;

  private ParquetFiles() {}

  public static void write(Path file, MessageType type, List<Group> rows) throws IOException {
    try (ParquetWriter<Group> writer =
        ParquetWriters.open(new LocalOutputFile(file), new Rows(type), GROUP_BYTES)) {
      for (Group row : rows) {
        writer.write(row);
      }
    }
  }

  private static final class Rows extends ParquetSupport<Group> {
    private final MessageType type;
    private GroupWriter writer;

    private Rows(MessageType type) {
      this.type = type;
    }

    @Override
    public WriteContext init(ParquetConfiguration configuration) {
      return new WriteContext(type, Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer consumer) {
      writer = new GroupWriter(consumer, type);
    }

    @Override
    public void write(Group row) {
      writer.write(row);
    }
  }
}
