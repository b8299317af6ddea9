package dev.eventstore.store.totals;

import dev.eventstore.state.Bytes;
import dev.eventstore.state.MeterOutput;
import dev.eventstore.state.Said;
import dev.eventstore.usage.Reason;
import java.util.Map;

/**
 * What was said under one key since its last publication.
 *
 * <p>A change of a released period may come here before the gate has let the period pass, by a hair
 * or by days. It is set aside until then, so that revision 0 is what was released and the change is
 * the next revision, however the two race.
 */
final class Unpublished {
  private static final int RELEASE = Reason.RELEASE.ordinal();
  private static final Reason[] REASONS = Reason.values();

  private final TotalsStates states;
  private final Output output;

  /**
   * @param output is told how many groups wait for the publication of their release
   */
  Unpublished(TotalsStates states, Output output) {
    this.states = states;
    this.output = output;
  }

  /** Whether the release itself is still to be published. */
  boolean holdsRelease() throws Exception {
    Integer reason = states.reason.value();
    return reason != null && reason == RELEASE;
  }

  /**
   * Notes why something changed.
   *
   * @return whether it is the first change since the last publication
   */
  boolean note(int reason) throws Exception {
    Integer before = states.reason.value();
    if (before == null || before < reason) {
      states.reason.update(reason);
    }
    if (before == null && reason == RELEASE) {
      output.waiting(1);
    }
    return before == null;
  }

  /** The gravest reason noted, or null where nothing changed. */
  Reason reason() throws Exception {
    Integer reason = states.reason.value();
    return reason == null ? null : REASONS[reason];
  }

  /**
   * All is published.
   *
   * @param reason as it was noted
   */
  void published(Reason reason) {
    if (reason == Reason.RELEASE) {
      output.waiting(-1);
    }
    states.reason.clear();
  }

  /**
   * Whatever changed is part of the release.
   *
   * @param waited whether there was a release that waited before that was taken up
   */
  void asRelease(boolean waited) throws Exception {
    states.reason.update(RELEASE);
    if (!waited) {
      output.waiting(1);
    }
  }

  /** Whatever is said of the release revises what had been published of it. */
  void asRevision() throws Exception {
    if (holdsRelease()) {
      output.waiting(-1);
    }
    states.reason.update(Reason.REPROCESSED.ordinal());
  }

  void setAside(MeterOutput said) throws Exception {
    states.aside.put(new Bytes(said.part()), new Said(said.round(), said.content()));
    Integer before = states.asideReason.value();
    if (before == null || before < said.reason()) {
      states.asideReason.update(said.reason());
    }
  }

  /**
   * Gives what was set aside to the publisher.
   *
   * @return whether there was anything
   */
  boolean takeUp(Publisher publisher) throws Exception {
    Integer reason = states.asideReason.value();
    if (reason == null) {
      return false;
    }
    for (Map.Entry<Bytes, Said> said : states.aside.entries()) {
      publisher.accept(said.getKey(), said.getValue());
    }
    note(reason);
    clearAside();
    return true;
  }

  void clear() throws Exception {
    if (holdsRelease()) {
      output.waiting(-1);
    }
    states.reason.clear();
    clearAside();
  }

  private void clearAside() {
    states.aside.clear();
    states.asideReason.clear();
  }
}
