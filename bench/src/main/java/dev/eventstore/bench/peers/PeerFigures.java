package dev.eventstore.bench.peers;

import dev.eventstore.bench.usage.FigureReader;
import dev.eventstore.bench.usage.Totals;
import dev.eventstore.bench.usage.UsagePlan;
import java.io.IOException;

/** What a peer has written. */
final class PeerFigures extends FigureReader {
  private long count;

  PeerFigures(String topic, String servers, UsagePlan plan) {
    super(topic, servers, plan);
  }

  @Override
  protected void take(byte[] json) throws IOException {
    Figure figure = Figure.parse(json);
    set(figure.account, figure.period, figure.quantity, figure.calls);
    count++;
  }

  /** Of all records. */
  long count() {
    return count;
  }

  @Override
  public boolean are(Totals expected) {
    return count >= expected.groups() && super.are(expected);
  }

  /** For a person to read. */
  String differences(Totals expected) {
    return "%d of %d figures are wrong; %d records, %d events and %s bytes instead of %d and %s"
        .formatted(
            totals.differences(expected),
            expected.groups(),
            count,
            totals.events(),
            totals.bytes(),
            expected.events(),
            expected.bytes());
  }
}
