package dev.eventstore.store.events;

import dev.eventstore.event.ContentLayout;
import dev.eventstore.event.ContentLayouts;
import dev.eventstore.event.Refusal;
import dev.eventstore.event.RefusalCode;
import dev.eventstore.identity.Identity;
import dev.eventstore.spec.SourceSpec;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.spec.StoreSpec.Late;
import dev.eventstore.state.StoreKey;
import dev.eventstore.state.StoredEvent;
import dev.eventstore.state.UsageEvent;
import dev.eventstore.store.events.Inbox.Batch;
import dev.eventstore.store.events.KeptEvents.Kept;
import dev.eventstore.store.events.KeptEvents.Lookup;
import dev.eventstore.store.gate.TallyBook;
import dev.eventstore.store.time.PassedPeriods;
import dev.eventstore.store.time.PromiseMark;
import dev.eventstore.store.time.StorePeriods;
import dev.eventstore.store.time.StorePeriods.StorePeriod;
import dev.eventstore.usage.Counter;
import dev.eventstore.usage.Reason;
import dev.eventstore.usage.Tally;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Lets an event into the store, or says why not: identity over all retained periods, conflicts,
 * lateness, expiry (contract 3.1, 3.2, 3.6). Every event is counted with what became of it, in one
 * go, so that the tallies balance at any moment (contract 3.7).
 */
final class Admission {

  /**
   * An event that wants in.
   *
   * @param root of its bucket
   * @param hash of its identity
   * @param stored as it would be kept
   */
  private record Coming(
      StoreKey root, UsageEvent event, long hash, StoredEvent stored, StorePeriod period) {}

  private final StoreSpec spec;
  private final ContentLayouts layouts;
  private final StorePeriods periods;
  private final PromiseMark promise;
  private final PassedPeriods released;
  private final KeptEvents kept;
  private final Changes changes;
  private final TallyBook tallies;
  private final StoredTally stored;
  private final Deletion deletion;
  private final Consumer<Refusal> refusals;
  private final Identity identity;
  private final Map<String, SourceSpec> sources = new HashMap<>();
  private final boolean keepsTime;
  private final long layout;

  Admission(
      StoreSpec spec,
      ContentLayouts layouts,
      StorePeriods periods,
      PromiseMark promise,
      PassedPeriods released,
      KeptEvents kept,
      Changes changes,
      TallyBook tallies,
      StoredTally stored,
      Deletion deletion,
      Consumer<Refusal> refusals) {
    this.spec = spec;
    this.layouts = layouts;
    this.layout = ContentLayout.of(spec.event()).id();
    this.periods = periods;
    this.promise = promise;
    this.released = released;
    this.kept = kept;
    this.changes = changes;
    this.tallies = tallies;
    this.stored = stored;
    this.deletion = deletion;
    this.refusals = refusals;
    this.identity = new Identity(spec.event(), spec.conflicts());
    this.keepsTime = spec.event().timeField().isEmpty();
    spec.sources().forEach(source -> sources.put(source.name(), source));
  }

  /** Takes the events of a bucket, in the order in which they came. */
  void accept(Batch batch) throws Exception {
    kept.open(batch);
    for (int i = 0; i < batch.events().length; i++) {
      accept(batch.root(), batch.events()[i], batch.hashes()[i]);
    }
    kept.close();
  }

  private void accept(StoreKey root, UsageEvent event, long hash) throws Exception {
    StorePeriod period = periods.at(event.time());
    if (promise.passed(period.expiry())) {
      refuse(event, period, RefusalCode.EXPIRED, "its period is past its retention");
      return;
    }
    Coming coming = new Coming(root, event, hash, stored(event), period);
    Lookup lookup = kept.find(coming.stored(), hash);
    if (event.deletes()) {
      withdraw(coming, lookup);
    } else if (lookup.kept() == null) {
      admit(coming, lookup);
    } else {
      meet(coming, lookup.kept());
    }
  }

  private StoredEvent stored(UsageEvent event) {
    return new StoredEvent(
        event.key(),
        event.id(),
        event.source(),
        keepsTime ? event.time() : null,
        event.received(),
        layouts.present(),
        content(event));
  }

  /** In the present layout; in flight it may have been under an earlier store file. */
  private byte[] content(UsageEvent event) {
    return event.layout() == layout
        ? event.content()
        : layouts.inPresent(layouts.number(event.layout()), event.content());
  }

  private void admit(Coming coming, Lookup lookup) throws Exception {
    boolean late = isReleased(coming.root(), coming.period());
    if (late && isTooLate(coming.event())) {
      refuseLate(coming.event(), coming.period());
      return;
    }
    insert(coming, lookup, late, Reason.LATE);
    if (late) {
      tallyOf(coming).add(Counter.LATE, 1);
    }
  }

  /** An operator who sends an event again wants it in. */
  private boolean isTooLate(UsageEvent event) {
    return spec.late() == Late.QUARANTINE && !event.resubmitted();
  }

  /**
   * The event's source takes it back. It names the event as it was last: where that has gone
   * elsewhere meanwhile, to another time or another source, there is nothing to take. No event is
   * received.
   */
  private void withdraw(Coming coming, Lookup lookup) throws Exception {
    UsageEvent event = coming.event();
    Kept known = lookup.kept();
    if (known == null
        || !known.event().source().equals(coming.stored().source())
        || !isAsLastSaid(coming, known)) {
      return;
    }
    StorePeriod period = periods.startingAt(known.chunk().period());
    boolean released = isReleased(coming.root(), period);
    if (released && isTooLate(event)) {
      refuseLate(event, period);
    } else {
      deletion.delete(known, period, released);
    }
  }

  /** Where times are those of arrival, events of the same content are the same. */
  private boolean isAsLastSaid(Coming coming, Kept known) {
    StoredEvent kept = known.event();
    if (keepsTime) {
      return Arrays.equals(
          layouts.inPresent(kept.layout(), kept.content()), coming.stored().content());
    }
    Object[] values = layouts.join(kept.key(), kept.id(), kept.layout(), kept.content());
    return coming.event().time().equals(values[spec.event().timeField().getAsInt()]);
  }

  /** An event whose id is known. */
  private void meet(Coming coming, Kept known) throws Exception {
    byte[] knownContent = layouts.inPresent(known.event().layout(), known.event().content());
    StorePeriod knownPeriod = periods.startingAt(known.chunk().period());
    String source = coming.stored().source();
    switch (identity.decide(
        knownContent, rank(known.event().source()), coming.stored().content(), rank(source))) {
      case DUPLICATE -> received(source, knownPeriod, Counter.DUPLICATES);
      case DUPLICATE_FROM_EARLIER_SOURCE -> takeOver(source, known, knownPeriod);
      case KEPT_OUT -> received(source, coming.period(), Counter.CONFLICTS);
      case REFUSED ->
          refuse(
              coming.event(),
              coming.period(),
              RefusalCode.CONFLICT,
              "its id is known with other content");
      case REPLACES -> replace(coming, known, knownPeriod);
    }
  }

  private void takeOver(String source, Kept known, StorePeriod period) throws Exception {
    StoredEvent before = known.event();
    StoredEvent now = before.ofSource(source);
    kept.replace(known, now);
    Tally tally = tallies.of(source, period.start());
    tally.add(Counter.RECEIVED, 1);
    stored.came(now, tally);
    Tally earlier = tallies.of(before.source(), period.start());
    stored.left(before, earlier);
    earlier.add(Counter.DUPLICATES, 1);
  }

  private void replace(Coming coming, Kept known, StorePeriod knownPeriod) throws Exception {
    StorePeriod period = coming.period();
    boolean released = isReleased(coming.root(), period);
    if (released && isTooLate(coming.event())) {
      refuseLate(coming.event(), period);
      return;
    }
    boolean wasReleased = isReleased(coming.root(), knownPeriod);
    if (wasReleased) {
      changes.gone(known, knownPeriod, Reason.REPLACED, period.equals(knownPeriod));
    }
    Tally tally = tallies.of(known.event().source(), knownPeriod.start());
    stored.left(known.event(), tally);
    tally.add(Counter.REPLACED, 1);
    if (period.equals(knownPeriod)) {
      Kept now = kept.replace(known, coming.stored());
      receivedAndStored(coming);
      if (released) {
        changes.came(now, period, Reason.REPLACED);
      }
    } else {
      if (wasReleased) {
        kept.leaveTrace(known);
      } else {
        kept.remove(known);
      }
      insert(coming, kept.find(coming.stored(), coming.hash()), released, Reason.REPLACED);
    }
  }

  private void insert(Coming coming, Lookup lookup, boolean released, Reason reason)
      throws Exception {
    StorePeriod period = coming.period();
    KeptEvents.Inserted now = kept.insert(lookup, coming.stored(), coming.hash(), period.start());
    receivedAndStored(coming);
    if (now.opensChunk()) {
      changes.opened(now.kept().chunk(), period, released);
    }
    if (released) {
      changes.came(now.kept(), period, reason);
    }
  }

  /**
   * Every source has completed the period; or, where a restart has set the watermark back, the
   * period of this bucket is known to have gone to the meters.
   */
  private boolean isReleased(StoreKey root, StorePeriod period) throws Exception {
    return released.have(period.release()) || kept.isReleased(root, period.start());
  }

  private void refuseLate(UsageEvent event, StorePeriod period) {
    tallies.count(event.source(), period.start(), Counter.LATE, 1);
    refuse(event, period, RefusalCode.LATE, "every source has completed its period");
  }

  private void refuse(UsageEvent event, StorePeriod period, RefusalCode code, String why) {
    received(event.source(), period, Counter.QUARANTINED);
    refusals.accept(
        new Refusal(
            event.source(),
            spec.regionOf(event.source()),
            code,
            why + " (period " + period.id() + ")",
            null,
            period.id(),
            event.time(),
            event.position(),
            event.received(),
            event.original()));
  }

  private void receivedAndStored(Coming coming) {
    Tally tally = tallyOf(coming);
    tally.add(Counter.RECEIVED, 1);
    stored.came(coming.stored(), tally);
  }

  private Tally tallyOf(Coming coming) {
    return tallies.of(coming.stored().source(), coming.period().start());
  }

  /** Counts an event as received, and as what became of it. */
  private void received(String source, StorePeriod period, Counter outcome) {
    tallies.of(source, period.start()).add(Counter.RECEIVED, 1).add(outcome, 1);
  }

  /** A source that is no longer in the store file comes after all that are. */
  private int rank(String source) {
    SourceSpec known = sources.get(source);
    return known == null ? Integer.MAX_VALUE : known.rank();
  }
}
