package dev.eventstore.store.intake;

import dev.eventstore.decode.Decoder;
import dev.eventstore.decode.Decoders;
import dev.eventstore.event.ContentLayout;
import dev.eventstore.event.Decoded;
import dev.eventstore.event.Decoded.Accepted;
import dev.eventstore.event.Decoded.Deleted;
import dev.eventstore.event.Decoded.Refused;
import dev.eventstore.event.EventTuples;
import dev.eventstore.event.Position;
import dev.eventstore.event.Refusal;
import dev.eventstore.event.RefusalCode;
import dev.eventstore.event.SourceRecord;
import dev.eventstore.event.UnreadableRecord;
import dev.eventstore.identity.IdHash;
import dev.eventstore.period.Period;
import dev.eventstore.spec.SourceSpec;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.state.StoreKey;
import dev.eventstore.state.UsageEvent;
import dev.eventstore.store.gate.GateInput;
import dev.eventstore.store.gate.TallyBook;
import dev.eventstore.store.time.StorePeriods;
import dev.eventstore.usage.Counter;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** Makes events of a source's records, and refuses those that are none. */
final class Decoding {
  private final StoreSpec spec;
  private final SourceSpec source;
  private final Decoder decoder;
  private final EventTuples tuples;
  private final long layout;
  private final StorePeriods periods;
  private final TallyBook tallies;
  private final Consumer<UsageEvent> events;
  private final Consumer<Refusal> refusals;

  Decoding(
      StoreSpec spec,
      SourceSpec source,
      StorePeriods periods,
      TallyBook tallies,
      Consumer<UsageEvent> events,
      Consumer<Refusal> refusals) {
    this.spec = spec;
    this.source = source;
    this.decoder = Decoders.of(spec, source);
    this.tuples = new EventTuples(spec.event());
    this.layout = ContentLayout.of(spec.event()).id();
    this.periods = periods;
    this.tallies = tallies;
    this.events = events;
    this.refusals = refusals;
  }

  /** The records that a record holds, each to be taken. */
  List<SourceRecord> split(SourceRecord record) {
    return decoder.split(record);
  }

  /**
   * Says the event that a record is, or refuses it.
   *
   * @return what the record is, such as a marker, of which nothing is said here
   */
  Decoded take(SourceRecord record) {
    Decoded decoded = decoder.decode(record);
    if (decoded instanceof Accepted accepted) {
      say(record, accepted.values(), accepted.time(), false);
    } else if (decoded instanceof Deleted deleted) {
      say(record, deleted.values(), deleted.time(), true);
    } else if (decoded instanceof Refused refused) {
      refuse(refused, record.position(), record.timestamp(), record.received(), record.original());
    }
    return decoded;
  }

  private void say(SourceRecord record, Object[] values, Instant time, boolean deletes) {
    byte[] key = tuples.key(values);
    byte[] id = tuples.id(values);
    events.accept(
        UsageEvent.of(
            key,
            StoreKey.bucket(key, IdHash.shard(id, spec.shards())),
            id,
            layout,
            tuples.content(values),
            time,
            source.name(),
            record.position(),
            record.received(),
            record.resubmitted(),
            deletes,
            record.original()));
  }

  void refuse(UnreadableRecord unreadable) {
    refuse(
        new Refused(RefusalCode.MALFORMED, unreadable.message(), null, null),
        unreadable.position(),
        unreadable.timestamp(),
        unreadable.received(),
        unreadable.head());
  }

  private void refuse(
      Refused refused, Position position, Instant arrival, long received, byte[] original) {
    Instant time = spec.event().timeField().isPresent() ? refused.time() : arrival;
    Period period = isOfAPeriod(refused, time, received) ? periods.at(time).period() : null;
    long start = period == null ? GateInput.NO_PERIOD : period.start().getEpochSecond();
    tallies.count(source.name(), start, Counter.RECEIVED, 1);
    tallies.count(source.name(), start, Counter.QUARANTINED, 1);
    refusals.accept(
        new Refusal(
            source.name(),
            source.region(),
            refused.code(),
            refused.message(),
            refused.field(),
            period == null ? null : period.id(),
            time,
            position,
            received,
            original));
  }

  /** A time that is too far ahead is none to go by: it would open a period of the far future. */
  private boolean isOfAPeriod(Refused refused, Instant time, long received) {
    return time != null
        && refused.code() != RefusalCode.TOO_FAR_AHEAD
        && !time.isAfter(Instant.ofEpochMilli(received).plus(spec.ahead()));
  }
}
