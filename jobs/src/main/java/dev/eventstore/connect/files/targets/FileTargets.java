package dev.eventstore.connect.files.targets;

import dev.eventstore.connect.OutputRecord;
import dev.eventstore.output.MeterTable;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.spec.TargetSpec.FilesOutput;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.functions.sink.filesystem.BucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.SimpleVersionedStringSerializer;

/** Targets that are folders, with one folder below for each period of each meter. */
public final class FileTargets {
  private FileTargets() {}

  public static Sink<OutputRecord> create(StoreSpec spec, FilesOutput output) {
    Path folder = Folders.path(output.path());
    BucketAssigner<OutputRecord, String> folders = new PeriodFolders(spec.name());
    return switch (output.format()) {
      case JSONL -> FileSinks.jsonLines(folder, OutputRecord::json, folders);
      case CSV ->
          FileSinks.tables(folder, new CsvFile.Factory(MeterTable.of(spec)), ".csv", folders);
      case PARQUET ->
          FileSinks.tables(
              folder, new ParquetFile.Factory(MeterTable.of(spec)), ".parquet", folders);
    };
  }

  /** Names folders as tables that are partitioned by them do: {@code period=2026-10-05}. */
  private static final class PeriodFolders implements BucketAssigner<OutputRecord, String> {
    private static final long serialVersionUID = 1L;

    private final String store;

    private PeriodFolders(String store) {
      this.store = store;
    }

    @Override
    public String getBucketId(OutputRecord record, Context context) {
      return "store="
          + FileNames.encode(store)
          + "/meter="
          + FileNames.encode(record.meter())
          + "/period="
          + FileNames.encode(record.period());
    }

    @Override
    public SimpleVersionedSerializer<String> getSerializer() {
      return SimpleVersionedStringSerializer.INSTANCE;
    }
  }
}
