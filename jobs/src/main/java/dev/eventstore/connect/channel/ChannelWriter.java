package dev.eventstore.connect.channel;

import dev.eventstore.connect.ConnectException;
import dev.eventstore.connect.kafka.TopicWriter;
import dev.eventstore.spec.ChannelSpec;
import dev.eventstore.spec.ChannelSpec.Topic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** Writes single records to a store's control or status channel. */
public final class ChannelWriter {
  private ChannelWriter() {}

  /**
   * @param id names the file where the channel is a folder
   * @param records by their keys where the channel is a topic
   * @throws ConnectException where it cannot be written
   */
  public static void write(
      ChannelSpec channel, String besideCheckpoints, String id, Map<String, byte[]> records) {
    if (channel instanceof Topic topic) {
      try (TopicWriter writer = new TopicWriter(topic.topic(), topic.properties())) {
        records.forEach((key, json) -> writer.send(key.getBytes(StandardCharsets.UTF_8), json));
        writer.flush();
      }
      return;
    }
    Path folder = Path.of(Channels.folder(channel, besideCheckpoints).toUri());
    try {
      Files.createDirectories(folder);
      Path written = Files.write(folder.resolve("." + id), lines(records));
      Files.move(written, folder.resolve(id + ".jsonl"), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new ConnectException(
          "the folder " + folder + " cannot be written; check its rights", e);
    }
  }

  private static byte[] lines(Map<String, byte[]> records) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (byte[] json : records.values()) {
      lines.writeBytes(json);
      lines.write('\n');
    }
    return lines.toByteArray();
  }
}
