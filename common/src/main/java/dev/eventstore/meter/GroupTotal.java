package dev.eventstore.meter;

import dev.eventstore.period.Period;
import dev.eventstore.usage.Figure;
import dev.eventstore.value.ValueReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;

/** Merges contributions to one group into its figure. */
public final class GroupTotal {
  private final Meter meter;
  private final Contribution total;

  public GroupTotal(Meter meter) {
    this.meter = meter;
    this.total = new Contribution(meter);
  }

  public void add(Contribution contribution) {
    total.merge(contribution);
  }

  /** Whether no event reaches the group. */
  public boolean isEmpty() {
    return total.events() == 0;
  }

  /**
   * @param group the group's values, as canonical bytes
   */
  public Figure figure(byte[] group, Period period) {
    List<Object> groupValues = new ArrayList<>();
    ValueReader reader = new ValueReader(group);
    while (reader.hasMore()) {
      groupValues.add(reader.value());
    }
    return new Figure(
        total.events(),
        Collections.unmodifiableSortedMap(new TreeMap<>(total.sources())),
        total.digest(),
        meter.groups(),
        meter.values(),
        meter.results(groupValues.iterator(), total, period));
  }
}
