package dev.eventstore.connect;

import java.io.Serializable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Jobs that count from 1 and write what they make of each number. */
public final class SinkRun {
  private SinkRun() {}

  /** Makes an element of a number. */
  public interface Make<T> extends Serializable {
    T of(long number);
  }

  public static StreamExecutionEnvironment environment() {
    Configuration conf = new Configuration();
    conf.setString("pipeline.generic-types", "false");
    conf.setString("execution.checkpointing.interval", "200 ms");
    conf.setString("restart-strategy.type", "fixed-delay");
    conf.setString("restart-strategy.fixed-delay.attempts", "1");
    conf.setString("restart-strategy.fixed-delay.delay", "0 s");
    conf.setString("rest.port", "0");
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(conf);
    env.setParallelism(1);
    return env;
  }

  /** Writes the numbers from 1 to a last one, and fails once after a checkpoint. */
  public static <T> void failOnce(Sink<T> sink, TypeInformation<T> type, long last, Make<T> make)
      throws Exception {
    FailOnce.failed.set(false);
    StreamExecutionEnvironment env = environment();
    env.fromSequence(1, last).map(new FailOnce()).map(make::of).returns(type).sinkTo(sink);
    env.execute();
    if (!FailOnce.failed.get()) {
      throw new IllegalStateException("the job ended before it could fail; give it more to write");
    }
  }

  /** Writes the numbers from 1 to a last one. */
  public static <T> void write(Sink<T> sink, TypeInformation<T> type, long last, Make<T> make)
      throws Exception {
    StreamExecutionEnvironment env = environment();
    env.fromSequence(1, last).map(make::of).returns(type).sinkTo(sink);
    env.execute();
  }

  private static final class FailOnce extends RichMapFunction<Long, Long>
      implements CheckpointListener {
    private static final long serialVersionUID = 1L;
    private static final AtomicBoolean failed = new AtomicBoolean();

    private transient boolean checkpointed;

    @Override
    public Long map(Long number) throws InterruptedException {
      Thread.sleep(1);
      if (checkpointed && number % 100 == 0 && failed.compareAndSet(false, true)) {
        throw new IllegalStateException("the failure that the test wants");
      }
      return number;
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
      checkpointed = true;
    }
  }
}
