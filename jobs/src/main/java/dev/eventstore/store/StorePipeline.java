package dev.eventstore.store;

import dev.eventstore.connect.OutputRecord;
import dev.eventstore.event.SourceItem;
import dev.eventstore.snapshot.PublishedFigures;
import dev.eventstore.spec.MeterSpec;
import dev.eventstore.spec.SourceSpec;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.spec.TargetSpec;
import dev.eventstore.spec.TargetSpec.StoreOutput;
import dev.eventstore.state.FigureKey;
import dev.eventstore.state.MeterOutput;
import dev.eventstore.state.StoreKey;
import dev.eventstore.state.Uids;
import dev.eventstore.state.UsageEvent;
import dev.eventstore.store.events.EventStoreOperator;
import dev.eventstore.store.feed.StoreFeedOperator;
import dev.eventstore.store.gate.PeriodGateOperator;
import dev.eventstore.store.gate.SideOutputs;
import dev.eventstore.store.intake.IntakeOperator;
import dev.eventstore.store.totals.TotalsSignal;
import dev.eventstore.store.totals.TotalsSignal.Known;
import dev.eventstore.store.totals.UsageTotalsOperator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.api.common.functions.FilterFunction;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.transformations.TwoInputTransformation;
import org.apache.flink.util.OutputTag;

/**
 * The dataflow of a store.
 *
 * <pre>
 *  per source                                         keyed by (key, shard)
 *  Kafka, files → intake (decode, clock) ──events──→  event store ──contributions──┐ keyed by
 *                   │            │                        │                        ▼ (meter, period, group)
 *                refusals   tallies, promises          tallies             usage totals → targets
 *                   ▼            └──────────→ period gate ←┘                       ▲
 *               quarantine                       │ └─────── watermark ─────────────┘
 *                                              status
 * </pre>
 *
 * Its shape does not depend on the meters. It is a pure function of the store file and the ends, so
 * that tests run the true topology.
 */
public final class StorePipeline {
  private StorePipeline() {}

  /** Adds the store to the environment, between its ends. */
  public static void compose(StreamExecutionEnvironment environment, StoreSpec spec, Ends ends) {
    compose(environment, spec, ends, new EventStoreOperator(spec, ends.control()));
  }

  /** The same with another operator in the place of the event store, to measure what it costs. */
  public static void compose(
      StreamExecutionEnvironment environment,
      StoreSpec spec,
      Ends ends,
      OneInputStreamOperator<UsageEvent, MeterOutput> store) {
    refuseOther(environment);
    environment.setMaxParallelism(StoreKey.MAX_PARALLELISM);
    List<SingleOutputStreamOperator<UsageEvent>> intakes = new ArrayList<>();
    for (SourceSpec source : spec.sources()) {
      intakes.add(intake(environment, spec, source, ends, Uids.intake(source.name())));
    }
    compose(environment, spec, spec.targets(), ends, intakes, store);
  }

  /** The store without targets and with one source, see {@link ImportPipeline}. */
  static void composeImport(
      StreamExecutionEnvironment environment,
      StoreSpec spec,
      SourceSpec source,
      String intake,
      Ends ends) {
    environment.setMaxParallelism(StoreKey.MAX_PARALLELISM);
    compose(
        environment,
        spec,
        List.of(),
        ends,
        List.of(intake(environment, spec, source, ends, intake)),
        new EventStoreOperator(spec, ends.control()));
  }

  private static void compose(
      StreamExecutionEnvironment environment,
      StoreSpec spec,
      List<TargetSpec> targets,
      Ends ends,
      List<SingleOutputStreamOperator<UsageEvent>> intakes,
      OneInputStreamOperator<UsageEvent, MeterOutput> store) {
    SingleOutputStreamOperator<MeterOutput> stored =
        union(intakes)
            .keyBy(event -> StoreKey.root(event.bucket()), StoreKey.TYPE)
            .transform("event store", MeterOutput.TYPE, store)
            .uid(Uids.EVENT_STORE);
    SingleOutputStreamOperator<TotalsSignal> gate =
        sides(SideOutputs.GATE, intakes, stored)
            .transform(
                "period gate", TotalsSignal.TYPE, new PeriodGateOperator(spec, ends.control()))
            .uid(Uids.PERIOD_GATE)
            .setParallelism(1);
    DataStream<OutputRecord> totals = totals(environment, spec, stored, gate, ends.published());
    for (TargetSpec target : targets) {
      Set<String> meters =
          spec.writtenTo(target).stream().map(MeterSpec::name).collect(Collectors.toSet());
      DataStream<OutputRecord> output =
          totals
              .filter(new ForTarget(meters))
              .name("to " + target.name())
              .uid(Uids.output(target.name()));
      if (target.output() instanceof StoreOutput) {
        output = feed(spec, target, output, meters, ends);
      }
      output
          .sinkTo(ends.target(target))
          .name("target " + target.name())
          .uid(Uids.target(target.name()))
          .setParallelism(output.getParallelism());
    }
    sides(SideOutputs.REFUSALS, intakes, stored)
        .sinkTo(ends.quarantine())
        .name("quarantine")
        .uid(Uids.QUARANTINE);
    gate.getSideOutput(SideOutputs.STATUS)
        .sinkTo(ends.status())
        .setParallelism(1)
        .name("status")
        .uid(Uids.STATUS);
  }

  /** Flink would not restore a savepoint under another one. */
  private static void refuseOther(StreamExecutionEnvironment environment) {
    int given = environment.getMaxParallelism();
    if (given > 0 && given != StoreKey.MAX_PARALLELISM) {
      throw new IllegalArgumentException(
          PipelineOptions.MAX_PARALLELISM.key()
              + " is "
              + given
              + ", and every savepoint of a store has "
              + StoreKey.MAX_PARALLELISM
              + "; remove the setting");
    }
    if (environment.getParallelism() > StoreKey.MAX_PARALLELISM) {
      throw new IllegalArgumentException(
          "the parallelism is "
              + environment.getParallelism()
              + ", and a store has at most "
              + StoreKey.MAX_PARALLELISM
              + "; lower it");
    }
  }

  private static SingleOutputStreamOperator<UsageEvent> intake(
      StreamExecutionEnvironment environment,
      StoreSpec spec,
      SourceSpec source,
      Ends ends,
      String uid) {
    DataStream<SourceItem> items = ends.source(environment, source);
    return items
        .transform(
            "intake " + source.name(),
            UsageEvent.TYPE,
            new IntakeOperator(spec, source, ends.silence(source), ends.control()))
        .uid(uid)
        .setParallelism(items.getParallelism());
  }

  /**
   * Keyed by the group on one side, and open to the gate's watermark on the other. There it also
   * learns what had been published: as the last of all inputs, so that a checkpoint with records
   * under way fits a dataflow with it and without.
   */
  private static DataStream<OutputRecord> totals(
      StreamExecutionEnvironment environment,
      StoreSpec spec,
      DataStream<MeterOutput> stored,
      DataStream<TotalsSignal> gate,
      Optional<PublishedFigures> published) {
    KeyedStream<MeterOutput, FigureKey> said = stored.keyBy(MeterOutput::key, FigureKey.TYPE);
    DataStream<TotalsSignal> told = gate.broadcast();
    if (published.isPresent()) {
      DataStream<TotalsSignal> known = published.get().stream(environment);
      told = told.union(known.keyBy(signal -> ((Known) signal).key(), FigureKey.TYPE));
    }
    TwoInputTransformation<MeterOutput, TotalsSignal, OutputRecord> transformation =
        new TwoInputTransformation<>(
            said.getTransformation(),
            told.getTransformation(),
            "usage totals",
            new UsageTotalsOperator(spec, published.map(PublishedFigures::source).orElse(null)),
            OutputRecord.TYPE,
            environment.getParallelism(),
            false);
    transformation.setUid(Uids.USAGE_TOTALS);
    transformation.setStateKeySelectors(said.getKeySelector(), null);
    transformation.setStateKeyType(FigureKey.TYPE);
    environment.addOperator(transformation);
    return new DataStream<>(environment, transformation);
  }

  private static DataStream<UsageEvent> union(
      List<SingleOutputStreamOperator<UsageEvent>> streams) {
    DataStream<UsageEvent> all = streams.get(0);
    for (DataStream<UsageEvent> stream : streams.subList(1, streams.size())) {
      all = all.union(stream);
    }
    return all;
  }

  /**
   * Always rebalanced: Flink would choose "forward" where parallelisms happen to be equal, and then
   * cannot restore what was in flight of an unaligned checkpoint at another parallelism.
   */
  private static <T> DataStream<T> sides(
      OutputTag<T> tag,
      List<SingleOutputStreamOperator<UsageEvent>> intakes,
      SingleOutputStreamOperator<MeterOutput> stored) {
    DataStream<T> all = stored.getSideOutput(tag).rebalance();
    for (SingleOutputStreamOperator<UsageEvent> intake : intakes) {
      all = all.union(intake.getSideOutput(tag).rebalance());
    }
    return all;
  }

  private static DataStream<OutputRecord> feed(
      StoreSpec spec,
      TargetSpec target,
      DataStream<OutputRecord> output,
      Set<String> meters,
      Ends ends) {
    return output
        .rebalance()
        .transform(
            "feed " + target.name(),
            OutputRecord.TYPE,
            new StoreFeedOperator(spec, meters.stream().sorted().toList(), ends.partitions(target)))
        .uid(Uids.feed(target.name()))
        .setParallelism(1);
  }

  private record ForTarget(Set<String> meters) implements FilterFunction<OutputRecord> {
    @Override
    public boolean filter(OutputRecord record) {
      return meters.contains(record.meter());
    }
  }
}
