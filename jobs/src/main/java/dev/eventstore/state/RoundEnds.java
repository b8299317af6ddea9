package dev.eventstore.state;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * How far a period has been reprocessed, as one key group of the totals knows it.
 *
 * @param ended the last round of which every worker has said all
 * @param round the last round of which any worker has said all
 * @param workers who has said all of that round, of how many
 */
public record RoundEnds(int ended, int round, Set<Integer> workers) {
  public static final RoundEnds NONE = new RoundEnds(0, 0, Set.of());

  /** The same after one of so many workers has said all of a round. */
  public RoundEnds with(int endedRound, int worker, int of) {
    if (endedRound < round) {
      return this;
    }
    Set<Integer> known = new TreeSet<>(endedRound == round ? workers : Set.of());
    known.add(worker);
    return new RoundEnds(known.size() == of ? endedRound : ended, endedRound, known);
  }

  /** A version byte, the rounds, the workers. */
  public static final class Serializer extends ImmutableSerializer<RoundEnds> {
    private static final long serialVersionUID = 1L;
    private static final int VERSION = 1;

    @Override
    public void serialize(RoundEnds ends, DataOutputView out) throws IOException {
      out.writeByte(VERSION);
      Wire.unsigned(ends.ended, out);
      Wire.unsigned(ends.round, out);
      Wire.unsigned(ends.workers.size(), out);
      for (int worker : new TreeSet<>(ends.workers)) {
        Wire.unsigned(worker, out);
      }
    }

    @Override
    public RoundEnds deserialize(DataInputView in) throws IOException {
      Versions.check(in.readByte(), VERSION, "round");
      int ended = (int) Wire.unsigned(in);
      int round = (int) Wire.unsigned(in);
      Set<Integer> workers = new TreeSet<>();
      for (long i = Wire.unsigned(in); i > 0; i--) {
        workers.add((int) Wire.unsigned(in));
      }
      return new RoundEnds(ended, round, workers);
    }

    @Override
    public Snapshot snapshotConfiguration() {
      return new Snapshot();
    }

    public static final class Snapshot extends SimpleTypeSerializerSnapshot<RoundEnds> {
      public Snapshot() {
        super(Serializer::new);
      }
    }
  }
}
