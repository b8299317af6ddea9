package dev.eventstore.connect;

import dev.eventstore.event.Position.FilePosition;
import dev.eventstore.event.SourceItem;
import dev.eventstore.event.SourceRecord;
import dev.eventstore.event.UnreadableRecord;
import java.io.EOFException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.Counter;

/**
 * Emits one line at each poll, blank ones excepted. Its state is the place after the last line
 * emitted, so that a restore goes on with the next one.
 */
@SuppressWarnings("try") // Flink's close may throw anything, InterruptedException included.
final class LinesReader implements SourceReader<SourceItem, LinesSplit> {
  static final int LONGEST_LINE = 64 << 20;
  private static final int PARTITION = 0;

  private final InputFolder folder;
  private final WallClock clock;
  private final Counter recordsIn;
  private final CompletableFuture<Void> given = new CompletableFuture<>();
  private final Deque<String> files = new ArrayDeque<>();

  /** How far reading is; null before the split is given and after the last line. */
  private LinesSplit split;

  private LineReader lines;

  /** The place in the file where {@link #lines} began. */
  private long opened;

  LinesReader(InputFolder folder, WallClock clock, Counter recordsIn) {
    this.folder = folder;
    this.clock = clock;
    this.recordsIn = recordsIn;
  }

  @Override
  public void start() {}

  @Override
  public void addSplits(List<LinesSplit> splits) {
    split = splits.get(0);
    for (String name : folder.names()) {
      if (name.compareTo(split.file()) >= 0) {
        files.add(name);
      }
    }
    if (split.offset() > 0 && !split.file().equals(files.peek())) {
      throw gone(null);
    }
    given.complete(null);
  }

  @Override
  public InputStatus pollNext(ReaderOutput<SourceItem> output) throws IOException {
    if (split == null) {
      return given.isDone() ? InputStatus.END_OF_INPUT : InputStatus.NOTHING_AVAILABLE;
    }
    if (lines == null && !openNext()) {
      split = null;
      return InputStatus.END_OF_INPUT;
    }
    LineReader.Line line = lines.next();
    if (line == null) {
      closeFile();
    } else {
      emit(line, output);
    }
    return InputStatus.MORE_AVAILABLE;
  }

  private boolean openNext() throws IOException {
    String file = files.poll();
    if (file == null) {
      return false;
    }
    if (!file.equals(split.file())) {
      split = new LinesSplit(file, 0, 0);
    }
    opened = split.offset();
    try {
      lines = new LineReader(folder.open(file, opened), LONGEST_LINE);
    } catch (EOFException e) {
      throw gone(e);
    }
    return true;
  }

  private void emit(LineReader.Line line, ReaderOutput<SourceItem> output) {
    split = new LinesSplit(split.file(), opened + lines.consumed(), split.line() + 1);
    byte[] bytes = split.line() == 1 ? Lines.withoutByteOrderMark(line.bytes()) : line.bytes();
    if (!Lines.isBlank(bytes) || line.tooLong()) {
      recordsIn.inc();
      output.collect(item(bytes, line.tooLong()));
    }
  }

  private SourceItem item(byte[] bytes, boolean tooLong) {
    long received = clock.millis();
    Instant arrival = Instant.ofEpochMilli(received);
    FilePosition position = new FilePosition(split.file(), split.line());
    return tooLong
        ? new UnreadableRecord(
            position,
            PARTITION,
            arrival,
            received,
            bytes,
            "the line is longer than " + (LONGEST_LINE >> 20) + " MB; split it")
        : new SourceRecord(position, PARTITION, false, arrival, received, bytes);
  }

  private void closeFile() throws IOException {
    lines.close();
    lines = null;
  }

  private ConnectException gone(Exception cause) {
    return new ConnectException(
        "file "
            + split.file()
            + " in "
            + folder.path()
            + " is gone or shorter than the "
            + split.line()
            + " lines already read of it; put it back as it was",
        cause);
  }

  @Override
  public List<LinesSplit> snapshotState(long checkpointId) {
    return split == null ? List.of() : List.of(split);
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return given;
  }

  @Override
  public void notifyNoMoreSplits() {
    given.complete(null);
  }

  @Override
  public void close() throws IOException {
    if (lines != null) {
      closeFile();
    }
  }
}
