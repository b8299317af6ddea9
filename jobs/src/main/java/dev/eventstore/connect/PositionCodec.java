package dev.eventstore.connect;

import dev.eventstore.event.Position;
import dev.eventstore.event.Position.FilePosition;
import dev.eventstore.event.Position.KafkaPosition;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Reads and writes positions within stream elements. */
final class PositionCodec {
  private static final int KAFKA = 0;
  private static final int FILE = 1;

  private PositionCodec() {}

  static void write(Position position, DataOutputView target) throws IOException {
    if (position instanceof KafkaPosition kafka) {
      target.writeByte(KAFKA);
      ImmutableSerializer.writeText(kafka.topic(), target);
      target.writeInt(kafka.partition());
      target.writeLong(kafka.offset());
    } else if (position instanceof FilePosition file) {
      target.writeByte(FILE);
      ImmutableSerializer.writeText(file.file(), target);
      target.writeLong(file.line());
    }
  }

  static Position read(DataInputView source) throws IOException {
    int tag = source.readByte();
    return switch (tag) {
      case KAFKA ->
          new KafkaPosition(
              ImmutableSerializer.readText(source), source.readInt(), source.readLong());
      case FILE -> new FilePosition(ImmutableSerializer.readText(source), source.readLong());
      default -> throw ImmutableSerializer.unknownTag(tag);
    };
  }
}
