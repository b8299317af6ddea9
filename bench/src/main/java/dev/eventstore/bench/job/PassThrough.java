package dev.eventstore.bench.job;

import dev.eventstore.state.MeterOutput;
import dev.eventstore.state.UsageEvent;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** In the place of the event store: takes events over the same shuffle and keeps nothing. */
final class PassThrough extends AbstractStreamOperator<MeterOutput>
    implements OneInputStreamOperator<UsageEvent, MeterOutput> {
  private static final long serialVersionUID = 1L;

  @Override
  public void processElement(StreamRecord<UsageEvent> element) {}
}
