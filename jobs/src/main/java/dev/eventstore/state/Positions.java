package dev.eventstore.state;

import dev.eventstore.event.Position;
import dev.eventstore.event.Position.FilePosition;
import dev.eventstore.event.Position.KafkaPosition;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes where a record was read, or null. */
public final class Positions {
  private static final int KAFKA = 0;
  private static final int FILE = 1;
  private static final int NOWHERE = 2;
  private static final int KAFKA_ROW = 3;

  private Positions() {}

  public static void write(Position position, DataOutputView out) throws IOException {
    if (position instanceof KafkaPosition kafka) {
      out.writeByte(kafka.row() == 0 ? KAFKA : KAFKA_ROW);
      Wire.string(kafka.topic(), out);
      Wire.unsigned(kafka.partition(), out);
      Wire.unsigned(kafka.offset(), out);
      if (kafka.row() != 0) {
        Wire.unsigned(kafka.row(), out);
      }
    } else if (position instanceof FilePosition file) {
      out.writeByte(FILE);
      Wire.string(file.file(), out);
      Wire.unsigned(file.line(), out);
    } else {
      out.writeByte(NOWHERE);
    }
  }

  public static Position read(DataInputView in) throws IOException {
    int kind = in.readByte();
    if (kind == NOWHERE) {
      return null;
    }
    String name = Wire.string(in);
    long first = Wire.unsigned(in);
    if (kind == FILE) {
      return new FilePosition(name, first);
    }
    long offset = Wire.unsigned(in);
    int row = kind == KAFKA_ROW ? (int) Wire.unsigned(in) : 0;
    return new KafkaPosition(name, (int) first, offset, row);
  }
}
