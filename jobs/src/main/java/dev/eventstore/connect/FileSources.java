package dev.eventstore.connect;

import dev.eventstore.event.SourceItem;
import dev.eventstore.spec.SourceSpec.FilesInput;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.Source;

/** Sources that read files. */
public final class FileSources {
  /** Files are read in their order, so by one subtask. */
  public static final int PARALLELISM = 1;

  /** A folder cannot tell whether more files will come, so silence says nothing about it. */
  public static final SilenceProbe.Factory NEVER_SILENT = NeverSilent::new;

  private FileSources() {}

  /**
   * Reads a file, or everything in a folder in the order of names, once: each line that is not
   * blank is a record of partition 0, at the file's name relative to the folder and the line from
   * 1. Names that begin with {@code .} or {@code _} are no input; what ends in {@code .gz} is
   * unpacked. Run it with {@link #PARALLELISM}.
   *
   * @throws ConnectException where the path is missing or unreadable, in one sentence
   * @throws IllegalArgumentException where the input is to be monitored
   */
  public static Source<SourceItem, ?, ?> create(FilesInput input, WallClock clock) {
    if (input.monitor() != null) {
      throw new IllegalArgumentException(
          "files.monitor is not supported for "
              + input.path()
              + "; leave it out to read the files once");
    }
    InputFolder folder = new InputFolder(input.path());
    folder.names();
    return new AnnouncingSource<>(new LinesSource(folder, clock), split -> 0);
  }

  private static final class NeverSilent implements SilenceProbe {
    @Override
    public CompletableFuture<Boolean> caughtUp(int partition, long next) {
      return CompletableFuture.completedFuture(false);
    }

    @Override
    public void close() {}
  }
}
