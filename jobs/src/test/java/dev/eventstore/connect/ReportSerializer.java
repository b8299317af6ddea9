package dev.eventstore.connect;

import dev.eventstore.state.ImmutableSerializer;
import dev.eventstore.state.Wire;
import dev.eventstore.usage.PeriodReport;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Takes reports to the sink under test. */
final class ReportSerializer extends ImmutableSerializer<PeriodReport> {
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
  public TypeSerializerSnapshot<PeriodReport> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Never kept. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<PeriodReport> {
    public Snapshot() {
      super(ReportSerializer::new);
    }
  }
}
