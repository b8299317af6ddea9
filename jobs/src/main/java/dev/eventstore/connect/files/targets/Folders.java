package dev.eventstore.connect.files.targets;

import dev.eventstore.spec.ChannelSpec.BesideCheckpoints;
import java.io.File;
import java.util.regex.Pattern;
import org.apache.flink.core.fs.Path;

/** The folders that store files name, as Flink's file systems know them. */
public final class Folders {
  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*");

  private Folders() {}

  /** A folder by its path on this machine, or by its URI as Flink's configuration takes it. */
  public static Path path(String text) {
    return SCHEME.matcher(text).matches() ? new Path(text) : Path.fromLocalFile(new File(text));
  }

  /**
   * @param besideCheckpoints the folder or URI that holds the job's checkpoints
   */
  public static Path path(BesideCheckpoints channel, String besideCheckpoints) {
    return new Path(path(besideCheckpoints), channel.name());
  }
}
