package dev.eventstore.store.totals;

import dev.eventstore.connect.OutputRecord;
import dev.eventstore.meter.Meter;
import dev.eventstore.period.Period;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.state.Bytes;
import dev.eventstore.state.FigureKey;
import dev.eventstore.state.Published;
import dev.eventstore.state.Said;
import dev.eventstore.usage.EventRecord;
import dev.eventstore.usage.EventRecord.Operation;
import dev.eventstore.usage.EventRow;
import dev.eventstore.usage.Reason;
import java.util.Arrays;
import java.util.Map;

/** Publishes the events of meters without aggregate, each with revisions of its own. */
final class EventPublisher implements Publisher {
  private final StoreSpec spec;
  private final TotalsStates states;
  private final Output output;

  EventPublisher(StoreSpec spec, TotalsStates states, Output output) {
    this.spec = spec;
    this.states = states;
    this.output = output;
  }

  @Override
  public void accept(Bytes part, Said said) throws Exception {
    states.drafts.put(part, new Bytes(said.content()));
  }

  @Override
  public boolean publish(Meter meter, FigureKey key, Period period, Reason reason)
      throws Exception {
    for (Map.Entry<Bytes, Bytes> draft : states.drafts.entries()) {
      publish(meter, period, draft.getKey(), draft.getValue().array());
    }
    states.drafts.clear();
    return true;
  }

  private void publish(Meter meter, Period period, Bytes id, byte[] row) throws Exception {
    Published before = states.events.get(id);
    boolean wasThere = before != null && !before.isDeleted();
    boolean isThere = row.length > 0;
    if (wasThere ? isThere && Arrays.equals(before.content(), row) : !isThere) {
      return;
    }
    int revision = before == null ? 0 : before.revision() + 1;
    Operation operation =
        !isThere ? Operation.DELETE : wasThere ? Operation.UPDATE : Operation.INSERT;
    byte[] shown = isThere ? row : before.content();
    EventRecord record =
        new EventRecord(
            spec.name(), meter.name(), period, operation, revision, EventRow.read(shown));
    states.events.put(id, new Published(revision, row));
    output.publish(
        new OutputRecord(meter.name(), period.id(), record.key(), record.toJson()), revision);
  }

  @Override
  public boolean hasPublished() throws Exception {
    return !states.events.isEmpty();
  }

  @Override
  public void clear() {
    states.drafts.clear();
    states.events.clear();
  }
}
