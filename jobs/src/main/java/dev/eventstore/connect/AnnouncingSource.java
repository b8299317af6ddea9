package dev.eventstore.connect;

import dev.eventstore.event.SourceItem;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A source whose readers emit {@link dev.eventstore.event.PartitionsAssigned} before the records of
 * each partition. Flink itself tells operators neither which partitions their subtask owns nor that
 * one of them is silent; without it a partition that never had a record could not hold its period
 * open (contract 3.4).
 */
public final class AnnouncingSource<S extends SourceSplit, E>
    implements Source<SourceItem, S, E>, ResultTypeQueryable<SourceItem> {
  private static final long serialVersionUID = 1L;

  private final Source<SourceItem, S, E> source;
  private final PartitionOf<S> partitionOf;

  public AnnouncingSource(Source<SourceItem, S, E> source, PartitionOf<S> partitionOf) {
    this.source = source;
    this.partitionOf = partitionOf;
  }

  @Override
  public SourceReader<SourceItem, S> createReader(SourceReaderContext context) throws Exception {
    return new AnnouncingReader<>(source.createReader(context), partitionOf);
  }

  @Override
  public Boundedness getBoundedness() {
    return source.getBoundedness();
  }

  @Override
  public SplitEnumerator<S, E> createEnumerator(SplitEnumeratorContext<S> context)
      throws Exception {
    return source.createEnumerator(context);
  }

  @Override
  public SplitEnumerator<S, E> restoreEnumerator(SplitEnumeratorContext<S> context, E state)
      throws Exception {
    SplitEnumerator<S, E> enumerator = source.restoreEnumerator(context, state);
    return getBoundedness() == Boundedness.BOUNDED
        ? new EndingEnumerator<>(enumerator, context)
        : enumerator;
  }

  @Override
  public SimpleVersionedSerializer<S> getSplitSerializer() {
    return source.getSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<E> getEnumeratorCheckpointSerializer() {
    return source.getEnumeratorCheckpointSerializer();
  }

  @Override
  public TypeInformation<SourceItem> getProducedType() {
    return ConnectTypes.SOURCE_ITEM;
  }
}
