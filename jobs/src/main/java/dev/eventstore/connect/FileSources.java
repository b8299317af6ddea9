package dev.eventstore.connect;

import dev.eventstore.event.SourceItem;
import dev.eventstore.spec.SourceSpec;
import dev.eventstore.spec.SourceSpec.FilesInput;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.Source;

/** Sources that read files. */
public final class FileSources {
  /** Files are read in their order, so by one subtask. */
  public static final int PARALLELISM = 1;

  /** A folder is not asked: where it is monitored its reader says when it has read everything. */
  public static final SilenceProbe.Factory NEVER_SILENT = NeverSilent::new;

  private FileSources() {}

  /**
   * Reads a file, or everything in a folder in the order of names: once, or as files come where the
   * folder is monitored. Records are of partition 0, at the file's name relative to the folder and
   * the line or row from 1. Run it with {@link #PARALLELISM}.
   *
   * @param spec a source whose input is files
   * @throws ConnectException where the path is missing or unreadable, in one sentence
   */
  public static Source<SourceItem, ?, ?> create(SourceSpec spec, WallClock clock) {
    FilesInput input = (FilesInput) spec.input();
    InputFolder folder = new InputFolder(input.path());
    folder.names();
    return new AnnouncingSource<>(
        new FolderSource(folder, spec.format(), input.monitor(), clock), split -> 0);
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
