package dev.eventstore.meter;

import dev.eventstore.event.Digest;
import dev.eventstore.event.ValueWriter;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes events through all meters with an aggregate, in one pass, and holds per meter and group a
 * contribution. For one thread; it begins anew after {@link #finish}.
 */
public final class MeterPass {
  /** Takes one contribution. */
  @FunctionalInterface
  public interface Receiver {
    /**
     * @param group the group's values, as canonical bytes
     */
    void accept(Meter meter, byte[] group, Contribution contribution);
  }

  private record Group(int meter, ByteBuffer values) {}

  private final List<Meter> meters;
  private final Map<Group, Contribution> contributions = new LinkedHashMap<>();
  private final ValueWriter writer = new ValueWriter();

  public MeterPass(Meters meters) {
    this.meters = meters.all().stream().filter(Meter::aggregates).toList();
  }

  public void add(ReleasedEvent event) {
    Digest digest = null;
    for (int i = 0; i < meters.size(); i++) {
      Meter meter = meters.get(i);
      Optional<byte[]> group = meter.group(event);
      if (group.isPresent()) {
        digest = digest == null ? digest(event) : digest;
        contributions
            .computeIfAbsent(
                new Group(i, ByteBuffer.wrap(group.get())), key -> new Contribution(meter))
            .add(meter, event, digest);
      }
    }
  }

  /** Hands over what the events since the last time are. */
  public void finish(Receiver receiver) {
    contributions.forEach(
        (group, contribution) ->
            receiver.accept(meters.get(group.meter()), group.values().array(), contribution));
    contributions.clear();
  }

  /** Of all values, in the schema's order. */
  private Digest digest(ReleasedEvent event) {
    writer.reset();
    for (Object value : event.values()) {
      writer.value(value);
    }
    return Digest.of(writer.toBytes());
  }
}
