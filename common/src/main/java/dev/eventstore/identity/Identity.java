package dev.eventstore.identity;

import dev.eventstore.spec.StoreSpec.Conflicts;
import dev.eventstore.value.EventSchema;
import dev.eventstore.value.NaturalOrder;
import dev.eventstore.value.ValueReader;
import java.util.Arrays;
import java.util.OptionalInt;

/**
 * Decides what an event is whose id is known already (contract 3.2).
 *
 * <p>Contents are canonical bytes, so equal values are equal bytes, by whatever source or format
 * they came.
 */
public final class Identity {

  /** What becomes of the incoming event, and of the known one. */
  public enum Verdict {
    /** Same content: counted, otherwise without effect. */
    DUPLICATE,
    /** Same content, from a source listed earlier: the known event belongs to that one now. */
    DUPLICATE_FROM_EARLIER_SOURCE,
    /** Other content, and it replaces the known. */
    REPLACES,
    /** Other content, and the known stays. */
    KEPT_OUT,
    /** Other content, and the incoming one is refused. */
    REFUSED
  }

  private final Conflicts conflicts;
  private final OptionalInt versionPlace;

  /**
   * @throws IllegalArgumentException where the version is part of the identity or the key
   */
  public Identity(EventSchema schema, Conflicts conflicts) {
    this.conflicts = conflicts;
    this.versionPlace = versionPlace(schema);
  }

  /**
   * @param knownRank the place in the store file of the source that the known event belongs to
   */
  public Verdict decide(byte[] known, int knownRank, byte[] incoming, int incomingRank) {
    if (Arrays.equals(known, incoming)) {
      return incomingRank < knownRank ? Verdict.DUPLICATE_FROM_EARLIER_SOURCE : Verdict.DUPLICATE;
    }
    return switch (conflicts) {
      case LATEST -> isNewer(known, incoming) ? Verdict.REPLACES : Verdict.KEPT_OUT;
      case FIRST -> Verdict.KEPT_OUT;
      case QUARANTINE -> Verdict.REFUSED;
    };
  }

  private boolean isNewer(byte[] known, byte[] incoming) {
    return versionPlace.isEmpty() || NaturalOrder.compare(version(incoming), version(known)) > 0;
  }

  private Object version(byte[] content) {
    ValueReader reader = new ValueReader(content);
    for (int i = 0; i < versionPlace.getAsInt(); i++) {
      reader.value();
    }
    return reader.value();
  }

  /** The place of the version field within the content tuple. */
  private static OptionalInt versionPlace(EventSchema schema) {
    if (schema.versionField().isEmpty()) {
      return OptionalInt.empty();
    }
    int field = schema.versionField().getAsInt();
    int[] content = schema.contentFields();
    for (int place = 0; place < content.length; place++) {
      if (content[place] == field) {
        return OptionalInt.of(place);
      }
    }
    throw new IllegalArgumentException(
        "event.version must be neither in event.id nor in event.key");
  }
}
