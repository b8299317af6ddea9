package dev.eventstore.connect;

import dev.eventstore.event.SourceItem;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;

/** What a reader emitted. */
public final class CollectedItems implements ReaderOutput<SourceItem> {
  public final List<SourceItem> items = new ArrayList<>();

  @Override
  public void collect(SourceItem item) {
    items.add(item);
  }

  @Override
  public void collect(SourceItem item, long timestamp) {
    items.add(item);
  }

  @Override
  public void emitWatermark(Watermark watermark) {}

  @Override
  public void markIdle() {}

  @Override
  public void markActive() {}

  @Override
  public SourceOutput<SourceItem> createOutputForSplit(String splitId) {
    return this;
  }

  @Override
  public void releaseOutputForSplit(String splitId) {}
}
