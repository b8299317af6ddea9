package dev.eventstore.state;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Which chunk of its key holds an event.
 *
 * @param period the period's start, epoch seconds
 */
public record Location(long period, int chunk) {

  /**
   * The places where an identity may be: one, but for ids that share a 64-bit hash. Which of them
   * holds the id is then seen in the chunks themselves.
   */
  public record Candidates(List<Location> locations) {
    public static Candidates of(Location location) {
      return new Candidates(List.of(location));
    }

    public Candidates with(Location location) {
      List<Location> more = new ArrayList<>(locations);
      more.add(location);
      return new Candidates(List.copyOf(more));
    }

    /** The places without one occurrence of this one. */
    public Candidates without(Location location) {
      List<Location> fewer = new ArrayList<>(locations);
      fewer.remove(location);
      return new Candidates(List.copyOf(fewer));
    }

    public boolean isEmpty() {
      return locations.isEmpty();
    }
  }

  /** A count, then period and chunk of each. */
  public static final class Serializer extends ImmutableSerializer<Candidates> {
    private static final long serialVersionUID = 1L;

    @Override
    public void serialize(Candidates candidates, DataOutputView out) throws IOException {
      Wire.unsigned(candidates.locations.size(), out);
      for (Location location : candidates.locations) {
        out.writeLong(location.period);
        Wire.unsigned(location.chunk, out);
      }
    }

    @Override
    public Candidates deserialize(DataInputView in) throws IOException {
      int count = (int) Wire.unsigned(in);
      Location[] locations = new Location[count];
      for (int i = 0; i < count; i++) {
        long period = in.readLong();
        locations[i] = new Location(period, (int) Wire.unsigned(in));
      }
      return new Candidates(List.of(locations));
    }

    @Override
    public Snapshot snapshotConfiguration() {
      return new Snapshot();
    }

    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Candidates> {
      public Snapshot() {
        super(Serializer::new);
      }
    }
  }
}
