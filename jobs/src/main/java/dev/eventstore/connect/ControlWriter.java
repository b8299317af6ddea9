package dev.eventstore.connect;

import dev.eventstore.spec.ChannelSpec;
import dev.eventstore.spec.ChannelSpec.Topic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes commands to a store's control channel. */
public final class ControlWriter {
  private ControlWriter() {}

  /**
   * @param id the command's, a file name where the channel is a folder
   * @throws ConnectException where it cannot be written
   */
  public static void write(
      ChannelSpec channel, String besideCheckpoints, String id, byte[] command) {
    if (channel instanceof Topic topic) {
      try (TopicWriter writer = new TopicWriter(topic.topic(), topic.properties())) {
        writer.send("command".getBytes(StandardCharsets.UTF_8), command);
        writer.flush();
      }
      return;
    }
    Path folder = Path.of(Channels.folder(channel, besideCheckpoints).toUri());
    try {
      Files.createDirectories(folder);
      Path written = Files.write(folder.resolve("." + id), command);
      Files.move(written, folder.resolve(id + ".jsonl"), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new ConnectException(
          "the control folder " + folder + " cannot be written; check its rights", e);
    }
  }
}
