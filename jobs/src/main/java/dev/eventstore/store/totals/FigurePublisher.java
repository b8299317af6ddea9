package dev.eventstore.store.totals;

import dev.eventstore.connect.OutputRecord;
import dev.eventstore.meter.Contribution;
import dev.eventstore.meter.GroupTotal;
import dev.eventstore.meter.Meter;
import dev.eventstore.period.Period;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.state.Bytes;
import dev.eventstore.state.FigureKey;
import dev.eventstore.state.Published;
import dev.eventstore.state.Said;
import dev.eventstore.usage.Figure;
import dev.eventstore.usage.Reason;
import dev.eventstore.usage.UsageRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Publishes the usage records of meters with an aggregate: one figure a group. */
final class FigurePublisher implements Publisher {
  private final StoreSpec spec;
  private final TotalsStates states;
  private final EndedRounds rounds;
  private final Output output;

  FigurePublisher(StoreSpec spec, TotalsStates states, EndedRounds rounds, Output output) {
    this.spec = spec;
    this.states = states;
    this.rounds = rounds;
    this.output = output;
  }

  @Override
  public void accept(Bytes part, Said said) throws Exception {
    if (said.isNothing()) {
      states.contributions.remove(part);
    } else {
      states.contributions.put(part, said);
    }
  }

  @Override
  public boolean publish(Meter meter, FigureKey key, Period period, Reason reason)
      throws Exception {
    int ended = rounds.of(key);
    GroupTotal total = new GroupTotal(meter);
    List<Bytes> gone = new ArrayList<>();
    for (Map.Entry<Bytes, Said> said : states.contributions.entries()) {
      if (said.getValue().round() > ended) {
        return false;
      }
      if (said.getValue().round() < ended) {
        gone.add(said.getKey());
      } else {
        Optional<Contribution> known = Contribution.fromBytes(meter, said.getValue().content());
        if (known.isEmpty()) {
          return false;
        }
        total.add(known.get());
      }
    }
    for (Bytes part : gone) {
      states.contributions.remove(part);
    }
    publish(meter, key, period, reason, total);
    return true;
  }

  private void publish(Meter meter, FigureKey key, Period period, Reason reason, GroupTotal total)
      throws Exception {
    Published before = states.figure.value();
    Figure last = before == null ? null : Figure.fromBytes(before.content());
    if (last == null && total.isEmpty()) {
      return;
    }
    Figure figure = figure(meter, key, period, total, last);
    if (last != null && figure.sameValuesAs(last)) {
      return;
    }
    int revision = before == null ? 0 : before.revision() + 1;
    UsageRecord record =
        new UsageRecord(
            spec.name(),
            meter.info(),
            period,
            spec.calendar().zone(),
            key.group(),
            figure,
            last,
            revision,
            reason);
    states.figure.update(new Published(revision, figure.toBytes()));
    output.publish(
        new OutputRecord(meter.name(), period.id(), record.key(), record.toJson()), revision);
  }

  /** A group of columns by which the meter does not group any more has no values either. */
  private static Figure figure(
      Meter meter, FigureKey key, Period period, GroupTotal total, Figure last) {
    return total.isEmpty() && !last.groups().equals(meter.groups())
        ? last.gone()
        : total.figure(key.group(), period);
  }

  @Override
  public boolean hasPublished() throws Exception {
    return states.figure.value() != null;
  }

  @Override
  public void clear() {
    states.contributions.clear();
    states.figure.clear();
  }
}
