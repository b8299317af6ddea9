package dev.eventstore.bench.peers.datastream;

import dev.eventstore.bench.peers.Usage;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;

/**
 * A partition's watermark moves only by its markers. Flink takes the least of all partitions, so
 * that a month closes once all have reported it, as in the store.
 */
final class MarkerWatermarks implements WatermarkGenerator<Usage> {
  @Override
  public void onEvent(Usage usage, long timestamp, WatermarkOutput output) {
    if (usage.isMarker()) {
      output.emitWatermark(new Watermark(timestamp - 1));
    }
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {}
}
