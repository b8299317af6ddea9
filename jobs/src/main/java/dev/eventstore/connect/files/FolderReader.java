package dev.eventstore.connect.files;

import dev.eventstore.connect.ConnectException;
import dev.eventstore.connect.WallClock;
import dev.eventstore.event.CaughtUp;
import dev.eventstore.event.Position.FilePosition;
import dev.eventstore.event.SourceItem;
import dev.eventstore.event.SourceRecord;
import dev.eventstore.event.UnreadableRecord;
import dev.eventstore.spec.SourceSpec.Format;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.Counter;

/**
 * Emits one record of a folder's files at each poll. Its state is the place after the last record
 * emitted, so that a restore goes on with the next one. A file that is broken is refused by its
 * name, and the next one is read.
 */
@SuppressWarnings("try") // Flink's close may throw anything, InterruptedException included.
final class FolderReader implements SourceReader<SourceItem, FolderSplit> {
  static final CompletableFuture<Void> NOW = CompletableFuture.completedFuture(null);

  private static final int PARTITION = 0;

  private final InputFolder folder;
  private final Format format;
  private final FileQueue.Factory queues;
  private final WallClock clock;
  private final Counter recordsIn;
  private final CompletableFuture<Void> given = new CompletableFuture<>();
  private final CompletableFuture<Void> toldAll = new CompletableFuture<>();

  /** How far reading is; null before the split is given and after the last record. */
  private FolderSplit split;

  /** How much is left to be read; other threads ask for it. */
  private volatile long pending = -1;

  private FileQueue files;
  private FileRecords records;

  FolderReader(
      InputFolder folder,
      Format format,
      FileQueue.Factory queues,
      WallClock clock,
      Counter recordsIn) {
    this.folder = folder;
    this.format = format;
    this.queues = queues;
    this.clock = clock;
    this.recordsIn = recordsIn;
  }

  @Override
  public void start() {}

  @Override
  public void addSplits(List<FolderSplit> splits) {
    split = splits.get(0);
    files = queues.open(folder, split, clock);
    given.complete(null);
  }

  @Override
  public InputStatus pollNext(ReaderOutput<SourceItem> output) throws IOException {
    if (split == null) {
      return end();
    }
    if (split.ended() && !beginNext(output)) {
      if (files.isOver()) {
        split = null;
        return end();
      }
      return InputStatus.NOTHING_AVAILABLE;
    }
    FileRecords.Item item;
    try {
      item = nextItem();
    } catch (IOException | RuntimeException e) {
      DiskStream.rethrow(e);
      broken(e, output);
      return InputStatus.MORE_AVAILABLE;
    }
    emit(item, output);
    return InputStatus.MORE_AVAILABLE;
  }

  private FileRecords.Item nextItem() throws IOException {
    if (records == null) {
      records = FileFormats.open(folder, split.file(), format, split.offset(), split.lines());
    }
    return records.next();
  }

  /** A reader that ends before it is told so fails the job when it is told. */
  private InputStatus end() {
    return toldAll.isDone() ? InputStatus.END_OF_INPUT : InputStatus.NOTHING_AVAILABLE;
  }

  private boolean beginNext(ReaderOutput<SourceItem> output) {
    String file = files.next();
    if (file != null) {
      split = new FolderSplit(file, 0, 0, false, Map.of());
      pending = files.pendingBytes() + folder.size(file);
      return true;
    }
    files.caughtUpAt().ifPresent(at -> output.collect(new CaughtUp(PARTITION, at)));
    return false;
  }

  private void emit(FileRecords.Item item, ReaderOutput<SourceItem> output) throws IOException {
    if (item == null) {
      endFile();
    } else if (item != FileRecords.GOES_ON) {
      split = split.at(item.offset(), item.lines(), false);
      recordsIn.inc();
      output.collect(item(item));
    }
  }

  private SourceItem item(FileRecords.Item item) {
    long received = clock.millis();
    Instant arrival = Instant.ofEpochMilli(received);
    FilePosition position = new FilePosition(split.file(), item.line());
    return item.problem() != null
        ? new UnreadableRecord(position, PARTITION, arrival, received, item.bytes(), item.problem())
        : new SourceRecord(
            position,
            PARTITION,
            InputFolder.holdsMarkers(split.file()),
            arrival,
            received,
            item.schema(),
            false,
            item.bytes());
  }

  /** What could be read of the file stands; what is left of it is refused as a whole. */
  private void broken(Exception failure, ReaderOutput<SourceItem> output) throws IOException {
    boolean gone = failure instanceof NoSuchFileException;
    if (split.offset() > 0 && records == null && (gone || failure instanceof EOFException)) {
      throw gone(failure);
    }
    if (!gone) {
      long received = clock.millis();
      recordsIn.inc();
      output.collect(
          new UnreadableRecord(
              new FilePosition(split.file(), split.lines() + 1),
              PARTITION,
              Instant.ofEpochMilli(received),
              received,
              records == null ? new byte[0] : records.rest(),
              "the file cannot be read from here on: "
                  + reason(failure)
                  + "; put it in again whole"));
    }
    endFile();
  }

  private static String reason(Exception failure) {
    return failure instanceof EOFException
        ? "it breaks off"
        : String.valueOf(failure.getMessage()).lines().findFirst().orElse("").strip();
  }

  private void endFile() throws IOException {
    split = split.at(split.offset(), split.lines(), true);
    pending = files.pendingBytes();
    if (records != null) {
      records.close();
      records = null;
    }
  }

  private ConnectException gone(Exception cause) {
    return new ConnectException(
        "file "
            + split.file()
            + " in "
            + folder.path()
            + " is gone or shorter than the "
            + split.lines()
            + " lines already read of it; put it back as it was",
        cause);
  }

  /**
   * The sizes of the files that are not read to their end: -1 before the first is begun. Known of
   * {@link GivenFiles}.
   */
  long pendingBytes() {
    return pending;
  }

  @Override
  public List<FolderSplit> snapshotState(long checkpointId) {
    return split == null ? List.of() : List.of(split.withRead(files.read()));
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    if (split == null) {
      return given.isDone() ? toldAll : given;
    }
    return split.ended() ? files.isAvailable() : given;
  }

  @Override
  public void notifyNoMoreSplits() {
    toldAll.complete(null);
    given.complete(null);
  }

  @Override
  public void close() throws IOException {
    if (records != null) {
      records.close();
    }
  }
}
