package dev.eventstore.connect.files;

import dev.eventstore.connect.AnnouncingSource;
import dev.eventstore.connect.ConnectException;
import dev.eventstore.connect.SilenceProbe;
import dev.eventstore.connect.WallClock;
import dev.eventstore.event.SourceItem;
import dev.eventstore.spec.SourceSpec;
import dev.eventstore.spec.SourceSpec.FilesInput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

  /**
   * Reads files in the order given, a folder as {@link #create} does, and then waits for ever: its
   * metric {@code pendingBytes} is 0 when everything was read. Run it with {@link #PARALLELISM}.
   *
   * @throws ConnectException where a path is missing or unreadable, in one sentence
   */
  public static Source<SourceItem, ?, ?> given(
      List<Path> paths, SourceSpec.Format format, WallClock clock) {
    List<String> names = new ArrayList<>();
    for (Path path : paths) {
      InputFolder folder = new InputFolder(path.toAbsolutePath().normalize().toString());
      for (String name : folder.names()) {
        if (!folder.isReadable(name)) {
          throw new ConnectException(
              folder.file(name) + " cannot be read; give this user the right to read it", null);
        }
        names.add(folder.file(name).toString());
      }
    }
    String here = Path.of("").toAbsolutePath().toString();
    return new AnnouncingSource<>(
        new FolderSource(new InputFolder(here, List.copyOf(names)), format, clock), split -> 0);
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
