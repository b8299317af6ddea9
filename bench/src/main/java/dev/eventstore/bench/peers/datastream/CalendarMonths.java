package dev.eventstore.bench.peers.datastream;

import dev.eventstore.bench.peers.Months;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.streaming.api.windowing.assigners.WindowAssigner;
import org.apache.flink.streaming.api.windowing.triggers.EventTimeTrigger;
import org.apache.flink.streaming.api.windowing.triggers.Trigger;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;

/** Flink's windows are of fixed length; this gives each event the window of its calendar month. */
final class CalendarMonths extends WindowAssigner<Object, TimeWindow> {
  private static final long serialVersionUID = 1L;

  private final Months months;

  CalendarMonths(ZoneId zone) {
    this.months = new Months(zone);
  }

  @Override
  public Collection<TimeWindow> assignWindows(
      Object element, long timestamp, WindowAssignerContext context) {
    return List.of(new TimeWindow(months.start(timestamp), months.end(timestamp)));
  }

  @Override
  public Trigger<Object, TimeWindow> getDefaultTrigger() {
    return EventTimeTrigger.create();
  }

  @Override
  public TypeSerializer<TimeWindow> getWindowSerializer(ExecutionConfig config) {
    return new TimeWindow.Serializer();
  }

  @Override
  public boolean isEventTime() {
    return true;
  }
}
