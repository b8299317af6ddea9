package dev.eventstore.store.gate;

import dev.eventstore.state.ImmutableSerializer;
import dev.eventstore.state.Wire;
import dev.eventstore.usage.PeriodReport;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** As JSON: reports are few. */
public final class PeriodReportSerializer extends ImmutableSerializer<PeriodReport> {
  private static final long serialVersionUID = 1L;

  @Override
  public void serialize(PeriodReport report, DataOutputView out) throws IOException {
    Wire.bytes(report.toJson(), out);
  }

  @Override
  public PeriodReport deserialize(DataInputView in) throws IOException {
    return PeriodReport.fromJson(Wire.bytes(in));
  }

  @Override
  public Snapshot snapshotConfiguration() {
    return new Snapshot();
  }

  public static final class Snapshot extends SimpleTypeSerializerSnapshot<PeriodReport> {
    public Snapshot() {
      super(PeriodReportSerializer::new);
    }
  }
}
