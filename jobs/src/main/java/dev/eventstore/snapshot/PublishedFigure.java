package dev.eventstore.snapshot;

import dev.eventstore.period.Period;
import dev.eventstore.state.FigureKey;
import dev.eventstore.usage.Figure;
import dev.eventstore.value.ValueReader;
import java.util.LinkedHashMap;
import java.util.Map;

/** What was published last of a group. */
public record PublishedFigure(FigureKey key, Period period, int revision, Figure figure) {

  public Map<String, Object> group() {
    Map<String, Object> group = new LinkedHashMap<>();
    ValueReader values = new ValueReader(key.group());
    figure.groups().forEach(name -> group.put(name, values.value()));
    return group;
  }

  public Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    figure.names().forEach(name -> values.put(name, figure.value(name)));
    return values;
  }
}
