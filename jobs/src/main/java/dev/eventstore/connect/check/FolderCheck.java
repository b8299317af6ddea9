package dev.eventstore.connect.check;

import dev.eventstore.connect.ConnectException;
import dev.eventstore.connect.channel.Channels;
import dev.eventstore.connect.files.InputFolder;
import dev.eventstore.spec.ChannelSpec;
import dev.eventstore.spec.SourceSpec.FilesInput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.UUID;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.Path;

/** Checks the folders that a store reads and writes. */
final class FolderCheck {
  private FolderCheck() {}

  /** Whether every file that is there can be read. */
  static List<String> readable(FilesInput input) {
    try {
      InputFolder folder = new InputFolder(input.path());
      return folder.names().stream()
          .filter(name -> !folder.isReadable(name))
          .limit(1)
          .map(
              name ->
                  "file "
                      + name
                      + " in "
                      + input.path()
                      + " cannot be read; give this user the right to read it")
          .toList();
    } catch (ConnectException e) {
      return List.of(e.getMessage());
    }
  }

  /** Makes the folder where it is missing, and writes and removes a hidden file in it. */
  static List<String> writable(Path folder, String setting) {
    try {
      FileSystem files = folder.getFileSystem();
      files.mkdirs(folder);
      Path probe = new Path(folder, ".event-store-" + UUID.randomUUID());
      try (OutputStream out = files.create(probe, WriteMode.NO_OVERWRITE)) {
        out.write('\n');
      }
      files.delete(probe, false);
      return List.of();
    } catch (IOException | RuntimeException e) {
      return List.of(
          "folder "
              + shown(folder)
              + " cannot be written; give this user the right to write it, or correct "
              + setting);
    }
  }

  static List<String> writable(ChannelSpec channel, String name, String besideCheckpoints) {
    Path folder = Channels.folder(channel, besideCheckpoints);
    return folder == null
        ? List.of()
        : writable(folder, channel instanceof ChannelSpec.Folder ? name : "the checkpoint folder");
  }

  private static String shown(Path folder) {
    return "file".equals(folder.toUri().getScheme()) ? folder.getPath() : folder.toString();
  }
}
