package dev.eventstore.bench.peers.datastream;

import dev.eventstore.bench.peers.Figure;
import dev.eventstore.bench.peers.Months;
import java.time.ZoneId;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** Names the account and the month of a sum. */
final class ToFigure extends ProcessWindowFunction<SumAndCount.Sum, Figure, String, TimeWindow> {
  private static final long serialVersionUID = 1L;

  private final Months months;

  ToFigure(ZoneId zone) {
    this.months = new Months(zone);
  }

  @Override
  public void process(
      String account, Context context, Iterable<SumAndCount.Sum> sums, Collector<Figure> out) {
    SumAndCount.Sum sum = sums.iterator().next();
    String month = months.name(context.window().getStart());
    out.collect(new Figure(account, month, sum.bytes, sum.count));
  }
}
