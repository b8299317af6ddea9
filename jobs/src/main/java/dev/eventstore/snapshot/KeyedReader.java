package dev.eventstore.snapshot;

import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.functions.Function;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.state.DefaultKeyedStateStore;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.state.api.input.operator.StateReaderOperator;
import org.apache.flink.state.api.runtime.SavepointRuntimeContext;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.Collector;

/**
 * Goes through the keys of an operator's state and gives the rows that each amounts to, one after
 * the other: never all rows of a key at once, as Flink's own reader functions do. It works on a
 * copy of the state.
 */
@SuppressWarnings("try") // Flink's close() may be interrupted.
public abstract class KeyedReader<K, T>
    extends StateReaderOperator<KeyedReader.NoFunction, K, VoidNamespace, T> {
  private static final long serialVersionUID = 1L;

  /** What Flink's reader would call. */
  protected record NoFunction() implements Function {}

  private transient T row;

  protected KeyedReader(TypeInformation<K> key) {
    super(new NoFunction(), key, VoidNamespaceSerializer.INSTANCE);
  }

  /**
   * Makes itself ready.
   *
   * @return the states whose keys are gone through
   */
  protected abstract List<String> open(KeyedStateStore store) throws Exception;

  /** The rows of the current key. */
  protected abstract Iterator<T> read(K key) throws Exception;

  @Override
  public final CloseableIterator<Tuple2<K, VoidNamespace>> getKeysAndNamespaces(
      SavepointRuntimeContext context) throws Exception {
    List<String> states =
        open(new DefaultKeyedStateStore(getKeyedStateBackend(), getSerializerFactory()));
    Stream<K> keys = getKeyedStateBackend().getKeys(states, VoidNamespace.INSTANCE);
    return CloseableIterator.adapterForIterator(new Rows(keys.iterator()), keys);
  }

  @Override
  public final void processElement(K key, VoidNamespace namespace, Collector<T> out) {
    out.collect(row);
  }

  /** One step for each row, since Flink takes a step without a row for the end. */
  private final class Rows implements Iterator<Tuple2<K, VoidNamespace>> {
    private final Iterator<K> keys;
    private Iterator<T> rows = List.<T>of().iterator();
    private K key;

    private Rows(Iterator<K> keys) {
      this.keys = keys;
    }

    @Override
    public boolean hasNext() {
      while (!rows.hasNext() && keys.hasNext()) {
        key = keys.next();
        setCurrentKey(key);
        rows = rowsOf(key);
      }
      return rows.hasNext();
    }

    @Override
    public Tuple2<K, VoidNamespace> next() {
      row = rows.next();
      return Tuple2.of(key, VoidNamespace.INSTANCE);
    }

    private Iterator<T> rowsOf(K current) {
      try {
        return read(current);
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
