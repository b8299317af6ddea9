package dev.eventstore.state;

import dev.eventstore.value.ValueReader;
import dev.eventstore.value.ValueWriter;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/**
 * One worker of the event store has said all of a round of a period. It goes to every key group of
 * the totals by the way of everything else that was said, and so comes after it. It has the name of
 * no meter.
 */
public final class RoundEnd {
  private static final String NO_METER = "";

  private RoundEnd() {}

  public static boolean is(FigureKey key) {
    return key.meter().equals(NO_METER);
  }

  /** One for each key group. */
  public static List<MeterOutput> toAll(
      long period, int round, int worker, int workers, int keyGroups) {
    byte[] by = new ValueWriter().unsigned(worker).unsigned(workers).toBytes();
    List<MeterOutput> ends = new ArrayList<>();
    for (int group = 0; group < keyGroups; group++) {
      ends.add(new MeterOutput(key(period, group, keyGroups), by, new byte[0], 0, round));
    }
    return ends;
  }

  public static int worker(MeterOutput end) {
    return (int) new ValueReader(end.part()).unsigned();
  }

  public static int workers(MeterOutput end) {
    ValueReader reader = new ValueReader(end.part());
    reader.unsigned();
    return (int) reader.unsigned();
  }

  /** The key of a key group under which its ends of rounds are known. */
  public static FigureKey key(long period, int keyGroup, int keyGroups) {
    for (int i = 0; ; i++) {
      FigureKey key = new FigureKey(NO_METER, period, new ValueWriter().unsigned(i).toBytes());
      if (KeyGroupRangeAssignment.assignToKeyGroup(key, keyGroups) == keyGroup) {
        return key;
      }
    }
  }
}
