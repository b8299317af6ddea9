package dev.eventstore.store.gate;

import dev.eventstore.meter.OutdatedMeters;
import dev.eventstore.state.ImmutableSerializer;
import dev.eventstore.state.Wire;
import dev.eventstore.store.gate.GateInput.Counted;
import dev.eventstore.store.gate.GateInput.Declared;
import dev.eventstore.store.gate.GateInput.Outdated;
import dev.eventstore.store.gate.GateInput.Promised;
import dev.eventstore.store.gate.GateInput.Worked;
import dev.eventstore.usage.Tally;
import dev.eventstore.value.ValueReader;
import dev.eventstore.value.ValueWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A kind, then the parts in order. These travel, and are never kept. */
public final class GateInputSerializer extends ImmutableSerializer<GateInput> {
  private static final long serialVersionUID = 1L;
  private static final int COUNTED = 0;
  private static final int PROMISED = 1;
  private static final int DECLARED = 2;
  private static final int WORKED = 3;
  private static final int OUTDATED = 4;

  @Override
  public void serialize(GateInput input, DataOutputView out) throws IOException {
    ValueWriter writer = new ValueWriter();
    if (input instanceof Counted counted) {
      writer.unsigned(COUNTED).string(counted.source()).signed(counted.period());
      writer.blob(counted.tally().toBytes()).value(counted.late());
    } else if (input instanceof Promised promised) {
      writer.unsigned(PROMISED).string(promised.source()).unsigned(promised.reader());
      writer.unsigned(promised.readers()).signed(promised.promise()).signed(promised.holding());
    } else if (input instanceof Declared declared) {
      writer.unsigned(DECLARED).string(declared.source()).unsigned(declared.partition());
      writer.signed(declared.period()).signed(declared.count());
      writer.unsigned(declared.totals().size());
      declared.totals().forEach((field, total) -> writer.string(field).value(total));
    } else if (input instanceof Worked worked) {
      writer.unsigned(WORKED).string(worked.command()).unsigned(worked.worker());
      writer.unsigned(worked.workers()).signed(worked.changed()).value(worked.done());
      writer.signed(worked.found());
    } else if (input instanceof Outdated outdated) {
      writer.unsigned(OUTDATED).blob(outdated.meters().toBytes());
    }
    Wire.bytes(writer.toBytes(), out);
  }

  @Override
  public GateInput deserialize(DataInputView in) throws IOException {
    ValueReader reader = new ValueReader(Wire.bytes(in));
    int kind = (int) reader.unsigned();
    if (kind == OUTDATED) {
      return new Outdated(OutdatedMeters.fromBytes(reader.blob()));
    }
    String name = reader.string();
    return switch (kind) {
      case COUNTED ->
          new Counted(
              name, reader.signed(), Tally.fromBytes(reader.blob()), (Boolean) reader.value());
      case PROMISED ->
          new Promised(
              name,
              (int) reader.unsigned(),
              (int) reader.unsigned(),
              reader.signed(),
              (int) reader.signed());
      case DECLARED ->
          new Declared(
              name, (int) reader.unsigned(), reader.signed(), reader.signed(), totals(reader));
      case WORKED ->
          new Worked(
              name,
              (int) reader.unsigned(),
              (int) reader.unsigned(),
              reader.signed(),
              (Boolean) reader.value(),
              reader.signed());
      default -> throw new IOException("unknown kind of gate input " + kind);
    };
  }

  private static Map<String, BigDecimal> totals(ValueReader reader) {
    Map<String, BigDecimal> totals = new TreeMap<>();
    long count = reader.unsigned();
    for (long i = 0; i < count; i++) {
      String field = reader.string();
      totals.put(field, (BigDecimal) reader.value());
    }
    return totals;
  }

  @Override
  public Snapshot snapshotConfiguration() {
    return new Snapshot();
  }

  public static final class Snapshot extends SimpleTypeSerializerSnapshot<GateInput> {
    public Snapshot() {
      super(GateInputSerializer::new);
    }
  }
}
