package dev.eventstore.cli;

import dev.eventstore.connect.TopicReader;
import dev.eventstore.spec.ChannelSpec;
import dev.eventstore.spec.ChannelSpec.BesideCheckpoints;
import dev.eventstore.spec.ChannelSpec.Folder;
import dev.eventstore.spec.ChannelSpec.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Reads what a store has said on a channel: a topic, or the lines of a folder's files. */
final class ChannelText {
  private ChannelText() {}

  /**
   * Hands over every record there is now.
   *
   * @param stateFolder where channels are that have no place of their own
   */
  static void read(ChannelSpec channel, Path stateFolder, Consumer<byte[]> each) {
    if (channel instanceof Topic topic) {
      try (TopicReader reader = new TopicReader(topic.topic(), topic.properties())) {
        reader.readToEnd(each);
      }
    } else {
      Path folder =
          channel instanceof Folder named
              ? Path.of(named.path())
              : stateFolder.resolve(((BesideCheckpoints) channel).name());
      readFolder(folder, each);
    }
  }

  private static void readFolder(Path folder, Consumer<byte[]> each) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> inOrder =
          files
              .filter(file -> !file.getFileName().toString().startsWith("."))
              .sorted(
                  Comparator.<Path>comparingLong(file -> file.toFile().lastModified())
                      .thenComparing(Path::toString))
              .toList();
      for (Path file : inOrder) {
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
          each.accept(line.getBytes(StandardCharsets.UTF_8));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The folder " + folder + " cannot be read; check its rights.", e);
    }
  }
}
