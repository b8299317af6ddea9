package dev.eventstore.connect.channel;

import dev.eventstore.connect.ChannelReader;
import dev.eventstore.connect.ConnectException;
import dev.eventstore.connect.ToBytes;
import dev.eventstore.connect.files.targets.FileSinks;
import dev.eventstore.connect.files.targets.Folders;
import dev.eventstore.connect.kafka.KafkaRecords;
import dev.eventstore.connect.kafka.KafkaSinks;
import dev.eventstore.connect.kafka.TopicReader;
import dev.eventstore.event.QuarantineRecord;
import dev.eventstore.event.Refusal;
import dev.eventstore.spec.ChannelSpec;
import dev.eventstore.spec.ChannelSpec.BesideCheckpoints;
import dev.eventstore.spec.ChannelSpec.Folder;
import dev.eventstore.spec.ChannelSpec.Topic;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.usage.StatusRecord;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.BasePathBucketAssigner;

/** Where a store is told what to do, and says what it refused and how its periods stand. */
public final class Channels {
  private Channels() {}

  /**
   * Each refused record once, as {@link QuarantineRecord} tells it; a topic's key is the source.
   *
   * @param besideCheckpoints the folder or URI that holds the job's checkpoints
   */
  public static Sink<Refusal> quarantine(StoreSpec spec, String besideCheckpoints) {
    String store = spec.name();
    if (spec.quarantine() instanceof Topic topic) {
      return KafkaSinks.exactlyOnce(
          topic.topic(),
          topic.properties(),
          store + "::quarantine",
          new KafkaRecords<>(
              topic.topic(),
              refusal -> utf8(refusal.source()),
              refusal -> QuarantineRecord.toJsonForTopic(store, refusal)));
    }
    return folder(
        spec.quarantine(), besideCheckpoints, refusal -> QuarantineRecord.toJson(store, refusal));
  }

  /**
   * Every report of a period and every answer to a command, at once and at least once; a topic's
   * key is the period or the command, so that compaction keeps the last of each.
   *
   * @param besideCheckpoints the folder or URI that holds the job's checkpoints
   */
  public static Sink<StatusRecord> status(StoreSpec spec, String besideCheckpoints) {
    if (spec.status() instanceof Topic topic) {
      return KafkaSinks.atLeastOnce(
          topic.topic(),
          topic.properties(),
          new KafkaRecords<>(topic.topic(), record -> utf8(record.about()), StatusRecord::toJson));
    }
    return folder(spec.status(), besideCheckpoints, StatusRecord::toJson);
  }

  /**
   * @param besideCheckpoints the folder or URI that holds the job's checkpoints
   * @throws ConnectException where it cannot be read
   */
  public static ChannelReader reader(ChannelSpec channel, String besideCheckpoints) {
    return channel instanceof Topic topic
        ? new TopicReader(topic.topic(), topic.properties())
        : new ChannelFolder(java.nio.file.Path.of(folder(channel, besideCheckpoints).toUri()));
  }

  /** The folder of a channel, or null where it is a topic. */
  public static Path folder(ChannelSpec channel, String besideCheckpoints) {
    if (channel instanceof Folder folder) {
      return Folders.path(folder.path());
    }
    return channel instanceof BesideCheckpoints beside
        ? Folders.path(beside, besideCheckpoints)
        : null;
  }

  private static <T> Sink<T> folder(
      ChannelSpec channel, String besideCheckpoints, ToBytes<T> json) {
    return FileSinks.jsonLines(
        folder(channel, besideCheckpoints), json, new BasePathBucketAssigner<>());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
