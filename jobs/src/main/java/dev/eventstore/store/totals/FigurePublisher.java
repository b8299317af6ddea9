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
import dev.eventstore.usage.Figure;
import dev.eventstore.usage.Reason;
import dev.eventstore.usage.UsageRecord;
import java.util.function.Consumer;

/** Publishes the usage records of meters with an aggregate: one figure a group. */
final class FigurePublisher implements Publisher {
  private final StoreSpec spec;
  private final TotalsStates states;
  private final Consumer<OutputRecord> output;

  FigurePublisher(StoreSpec spec, TotalsStates states, Consumer<OutputRecord> output) {
    this.spec = spec;
    this.states = states;
    this.output = output;
  }

  @Override
  public void accept(Bytes part, Bytes content) throws Exception {
    if (content.array().length == 0) {
      states.contributions.remove(part);
    } else {
      states.contributions.put(part, content);
    }
  }

  @Override
  public void publish(Meter meter, FigureKey key, Period period, Reason reason) throws Exception {
    Published before = states.figure.value();
    GroupTotal total = new GroupTotal(meter);
    for (Bytes contribution : states.contributions.values()) {
      total.add(Contribution.fromBytes(meter, contribution.array()));
    }
    Figure figure = total.figure(key.group());
    Figure last = before == null ? null : Figure.fromBytes(before.content());
    if (last == null ? figure.events() == 0 : figure.sameValuesAs(last)) {
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
    output.accept(new OutputRecord(meter.name(), period.id(), record.key(), record.toJson()));
  }

  @Override
  public void clear() {
    states.contributions.clear();
    states.figure.clear();
  }
}
