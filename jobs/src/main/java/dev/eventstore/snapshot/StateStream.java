package dev.eventstore.snapshot;

import java.io.IOException;
import java.util.Collection;
import java.util.Optional;
import org.apache.flink.api.common.io.InputFormat;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.streaming.api.datastream.DataStreamSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.source.legacy.InputFormatSourceFunction;
import org.apache.flink.streaming.api.operators.StreamSource;

/** The keyed state of a snapshot as a bounded stream. */
public final class StateStream {
  private StateStream() {}

  /**
   * What a reader makes of the keyed state of an operator. Flink's own way of reading state fails
   * with a lost event of its own, rather than with the cause, where the first row fails; this
   * source takes its parts of the state without such events.
   */
  public static <T> DataStreamSource<T> of(
      StreamExecutionEnvironment environment,
      OperatorState operator,
      KeyedReader<?, T> reader,
      TypeInformation<T> type) {
    return of(environment, operator, reader, type, Optional.empty());
  }

  /**
   * The same, of some keys.
   *
   * @param keys those that are wanted, where not all are: what is kept with none of them is neither
   *     copied nor read
   */
  @SuppressWarnings("deprecation")
  public static <K, T> DataStreamSource<T> of(
      StreamExecutionEnvironment environment,
      OperatorState operator,
      KeyedReader<K, T> reader,
      TypeInformation<T> type,
      Optional<? extends Collection<K>> keys) {
    try {
      InputFormat<T, ?> format =
          new KeyGroupsFormat<>(
              operator,
              Configuration.fromMap(environment.getConfiguration().toMap()),
              reader,
              environment.getConfig(),
              keys);
      return new DataStreamSource<>(
          environment,
          type,
          new StreamSource<>(new InputFormatSourceFunction<>(format, type)),
          true,
          "snapshot",
          Boundedness.BOUNDED);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
