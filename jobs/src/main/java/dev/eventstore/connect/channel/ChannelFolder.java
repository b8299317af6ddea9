package dev.eventstore.connect.channel;

import dev.eventstore.connect.ChannelReader;
import dev.eventstore.connect.ConnectException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The lines of a folder's files, which are whole from the moment they have their name. */
final class ChannelFolder implements ChannelReader {
  private static final Comparator<Path> BY_AGE =
      Comparator.<Path>comparingLong(file -> file.toFile().lastModified())
          .thenComparing(Path::toString);

  private final Path folder;
  private final Set<Path> read = new HashSet<>();

  ChannelFolder(Path folder) {
    this.folder = folder;
  }

  @Override
  public void readToEnd(Consumer<byte[]> values) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try {
      for (Path file : unread()) {
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
          values.accept(line.getBytes(StandardCharsets.UTF_8));
        }
        read.add(file);
      }
    } catch (IOException e) {
      throw new ConnectException("the folder " + folder + " cannot be read; check its rights", e);
    }
  }

  private List<Path> unread() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .filter(file -> !read.contains(file))
          .sorted(BY_AGE)
          .toList();
    }
  }

  @Override
  public void close() {
    // No file is open between reads.
  }
}
