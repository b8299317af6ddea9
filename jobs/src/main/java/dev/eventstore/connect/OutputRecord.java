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
 * @param partition of a completeness marker, the partition it is for; of a record -1
 */
public record OutputRecord(String meter, String period, byte[] key, byte[] json, int partition) {
  private static final int BY_KEY = -1;

  public static final TypeInformation<OutputRecord> TYPE =
      new SerializedType<>(OutputRecord.class, new Serializer());

  public OutputRecord(String meter, String period, byte[] key, byte[] json) {
    this(meter, period, key, json, BY_KEY);
  }

  /** That a meter's period is published, for one partition of the topic that other stores read. */
  public static OutputRecord marker(String meter, String period, byte[] json, int partition) {
    return new OutputRecord(meter, period, new byte[0], json, partition);
  }

  public boolean isMarker() {
    return partition != BY_KEY;
  }

  /** Meter, period, key, JSON, partition + 1. It travels, and is never kept. */
  public static final class Serializer extends ImmutableSerializer<OutputRecord> {
    private static final long serialVersionUID = 1L;

    @Override
    public void serialize(OutputRecord record, DataOutputView out) throws IOException {
      Wire.string(record.meter, out);
      Wire.string(record.period, out);
      Wire.bytes(record.key, out);
      Wire.bytes(record.json, out);
      Wire.unsigned(record.partition + 1L, out);
    }

    @Override
    public OutputRecord deserialize(DataInputView in) throws IOException {
      String meter = Wire.string(in);
      String period = Wire.string(in);
      byte[] key = Wire.bytes(in);
      byte[] json = Wire.bytes(in);
      return new OutputRecord(meter, period, key, json, (int) Wire.unsigned(in) - 1);
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
