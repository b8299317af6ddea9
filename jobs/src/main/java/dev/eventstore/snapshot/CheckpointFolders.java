package dev.eventstore.snapshot;

import java.io.IOException;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * How Flink lays checkpoints out: those of a job side by side, each in a folder of its number. Its
 * metadata is written last, so that one without is not whole.
 */
public final class CheckpointFolders {
  /** The file that names all other files of a checkpoint or savepoint. */
  static final String METADATA = "_metadata";

  /** A file beside the metadata of the last checkpoint of a job that came to its end. */
  private static final String ENDED = "_ended";

  private static final Pattern NAME = Pattern.compile("chk-(\\d{1,18})");
  private static final long NONE = -1;

  private CheckpointFolders() {}

  /** Whether a whole checkpoint is in the folder of a job. */
  public static boolean isAnyIn(Path job) throws IOException {
    return isAnyAfter(NONE, job);
  }

  private static boolean isAnyAfter(long number, Path job) throws IOException {
    FileSystem files = job.getFileSystem();
    FileStatus[] found = files.listStatus(job);
    for (FileStatus entry : found == null ? new FileStatus[0] : found) {
      Path folder = entry.getPath();
      if (number(folder) > number && files.exists(new Path(folder, METADATA))) {
        return true;
      }
    }
    return false;
  }

  /** The number of a checkpoint, by its folder's name; of another folder {@link #NONE}. */
  private static long number(Path folder) {
    Matcher name = NAME.matcher(folder.getName());
    return name.matches() ? Long.parseLong(name.group(1)) : NONE;
  }

  /** Whether the job that took a checkpoint has ended, or done a later one, which is there too. */
  static boolean wentOn(Path checkpoint) throws IOException {
    return checkpoint.getFileSystem().exists(new Path(checkpoint, ENDED))
        || isAnyAfter(number(checkpoint), checkpoint.getParent());
  }

  /** Notes that the job that took a checkpoint has come to its end, after it. */
  public static void markEnded(Path checkpoint) throws IOException {
    Path mark = new Path(checkpoint, ENDED);
    mark.getFileSystem().create(mark, FileSystem.WriteMode.OVERWRITE).close();
  }

  /**
   * When a checkpoint or savepoint was whole.
   *
   * @param pointer its folder, or its metadata
   */
  static Instant time(Path pointer) throws IOException {
    FileSystem files = pointer.getFileSystem();
    boolean isFolder = files.getFileStatus(pointer).isDir();
    Path metadata = isFolder ? new Path(pointer, METADATA) : pointer;
    return Instant.ofEpochMilli(files.getFileStatus(metadata).getModificationTime());
  }
}
