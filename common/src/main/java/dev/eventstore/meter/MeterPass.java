package dev.eventstore.meter;

import dev.eventstore.value.Digest;
import dev.eventstore.value.ValueWriter;
import java.util.Arrays;
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

  /** A group of a meter, by its values as canonical bytes. */
  private static final class Group {
    private final int meter;
    private final byte[] values;
    private final int hash;

    private Group(int meter, byte[] values) {
      this.meter = meter;
      this.values = values;
      this.hash = 31 * Arrays.hashCode(values) + meter;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Group that
          && meter == that.meter
          && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

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
            .computeIfAbsent(new Group(i, group.get()), key -> new Contribution(meter))
            .add(meter, event, digest);
      }
    }
  }

  /** Hands over what the events since the last time are. */
  public void finish(Receiver receiver) {
    contributions.forEach(
        (group, contribution) ->
            receiver.accept(meters.get(group.meter), group.values, contribution));
    contributions.clear();
  }

  /** Of all values, in the schema's order. */
  private Digest digest(ReleasedEvent event) {
    writer.reset();
    for (Object value : event.values()) {
      writer.value(value);
    }
    return writer.digest();
  }
}
