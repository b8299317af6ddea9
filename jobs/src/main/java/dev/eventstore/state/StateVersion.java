package dev.eventstore.state;

import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.IntSerializer;

/**
 * The version of everything a store keeps. It is one more where an older Event Store would misread
 * what this one writes; what any earlier version wrote is read for ever. Golden savepoints of each
 * are in the tests' resources.
 */
public final class StateVersion {
  public static final int PRESENT = 2;

  private StateVersion() {}

  /** Union state of the event store. */
  public static ListStateDescriptor<Integer> state() {
    return new ListStateDescriptor<>("state-version", IntSerializer.INSTANCE);
  }

  /**
   * @param kept the version that was written
   * @throws IllegalArgumentException with one sentence, where it is newer than this
   */
  public static void requireReadable(Iterable<Integer> kept) {
    for (int version : kept) {
      if (version > PRESENT) {
        throw new IllegalArgumentException(
            "it is of state version "
                + version
                + " and this Event Store reads up to "
                + PRESENT
                + "; use the version that wrote it, or a newer one");
      }
    }
  }
}
