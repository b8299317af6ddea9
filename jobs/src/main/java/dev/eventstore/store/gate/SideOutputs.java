package dev.eventstore.store.gate;

import dev.eventstore.event.Refusal;
import dev.eventstore.state.RefusalSerializer;
import dev.eventstore.state.SerializedType;
import dev.eventstore.usage.StatusRecord;
import org.apache.flink.util.OutputTag;

/** What operators say besides their main output. */
public final class SideOutputs {
  /** Records refused, on their way to quarantine. */
  public static final OutputTag<Refusal> REFUSALS =
      new OutputTag<>("refusals", new SerializedType<>(Refusal.class, new RefusalSerializer()));

  /** Counts, promises and manifests, on their way to the gate. */
  public static final OutputTag<GateInput> GATE =
      new OutputTag<>("gate", new SerializedType<>(GateInput.class, new GateInputSerializer()));

  /** What the gate says of periods and commands, on its way to status. */
  public static final OutputTag<StatusRecord> STATUS =
      new OutputTag<>(
          "status", new SerializedType<>(StatusRecord.class, new StatusRecordSerializer()));

  private SideOutputs() {}
}
