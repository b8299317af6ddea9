package dev.eventstore.restart;

import dev.eventstore.restart.StoreOutline.Kind;
import java.util.Locale;

/**
 * One thing that is other in a store file than in that before.
 *
 * @param name of the part
 * @param means what becomes of what is kept, and what is to be done
 */
public record StoreChange(How how, Kind what, String name, String means) {
  /** How it is other. */
  public enum How {
    ADDED,
    REMOVED,
    CHANGED,
    /** A field that was an integer and is a decimal. */
    WIDENED,
    /** Sources that are listed in another order. */
    REORDERED;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Whether records that were on their way in the dataflow when a snapshot was taken would miss the
   * part they were going to, or be computed by another than the rest of their figure.
   */
  public boolean concernsRecordsUnderWay() {
    return switch (what) {
      case FIELD, METER -> true;
      case SOURCE, TARGET -> how != How.CHANGED;
      case TABLE, CHECK, SETTING -> false;
    };
  }

  @Override
  public String toString() {
    return what.word() + " " + name + " " + how.word() + ": " + means;
  }
}
