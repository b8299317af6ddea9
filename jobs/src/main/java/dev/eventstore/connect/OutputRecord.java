package dev.eventstore.connect;

import dev.eventstore.state.ImmutableSerializer;
import dev.eventstore.state.SerializedType;
import dev.eventstore.state.Wire;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What a meter says, on its way to its targets.
 *
 * @param period the period's id
 * @param key names what the record is about, the same in all its revisions: the key of a Kafka
 *     record
 * @param json one JSON object in UTF-8, without a line break
 */
public record OutputRecord(String meter, String period, byte[] key, byte[] json) {
  public static final TypeInformation<OutputRecord> TYPE =
      new SerializedType<>(OutputRecord.class, new Serializer());

  /** Meter, period, key, JSON. It travels, and is never kept. */
  public static final class Serializer extends ImmutableSerializer<OutputRecord> {
    private static final long serialVersionUID = 1L;

    @Override
    public void serialize(OutputRecord record, DataOutputView out) throws IOException {
      Wire.string(record.meter, out);
      Wire.string(record.period, out);
      Wire.bytes(record.key, out);
      Wire.bytes(record.json, out);
    }

    @Override
    public OutputRecord deserialize(DataInputView in) throws IOException {
      String meter = Wire.string(in);
      String period = Wire.string(in);
      byte[] key = Wire.bytes(in);
      return new OutputRecord(meter, period, key, Wire.bytes(in));
    }

    @Override
    public Snapshot snapshotConfiguration() {
      return new Snapshot();
    }

    public static final class Snapshot extends SimpleTypeSerializerSnapshot<OutputRecord> {
      public Snapshot() {
        super(Serializer::new);
      }
    }
  }
}
