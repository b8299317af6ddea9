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
    return new AnnouncingReader<>(
        source.createReader(context), partitionOf, context::sendSourceEventToCoordinator);
  }

  @Override
  public Boundedness getBoundedness() {
    return source.getBoundedness();
  }

  @Override
  public SplitEnumerator<S, E> createEnumerator(SplitEnumeratorContext<S> context)
      throws Exception {
    return ends() ? source.createEnumerator(context) : spreading(context, source::createEnumerator);
  }

  @Override
  public SplitEnumerator<S, E> restoreEnumerator(SplitEnumeratorContext<S> context, E state)
      throws Exception {
    return ends()
        ? new EndingEnumerator<>(source.restoreEnumerator(context, state), context)
        : spreading(context, spread -> source.restoreEnumerator(spread, state));
  }

  /** A reader of a source that ends holds nothing where it has no split: it ends at once. */
  private boolean ends() {
    return getBoundedness() == Boundedness.BOUNDED;
  }

  private static <S extends SourceSplit, E> SplitEnumerator<S, E> spreading(
      SplitEnumeratorContext<S> context, Enumerators<S, E> enumerators) throws Exception {
    SpreadingContext<S> spread = new SpreadingContext<>(context);
    return new SpreadingEnumerator<>(enumerators.of(spread), spread);
  }

  private interface Enumerators<S extends SourceSplit, E> {
    SplitEnumerator<S, E> of(SplitEnumeratorContext<S> context) throws Exception;
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
