package dev.eventstore.bench.scenario;

import dev.eventstore.bench.job.Trial;
import dev.eventstore.bench.job.Variant;
import dev.eventstore.bench.usage.UsagePlan;
import java.util.List;

/** What is compared in one go. */
public enum Scenario {
  /** The store, and what limits it. */
  STORE {
    @Override
    public List<Trial> trials(Settings settings) {
      UsagePlan usage = settings.usage(settings.events());
      return List.of(
          settings.trial("consumption", Variant.CONSUMPTION, usage),
          settings.trial("pass-through", Variant.PASS_THROUGH, usage),
          settings.trial("store", Variant.STORE, usage));
    }
  },
  /** One account with half of the events. */
  SKEW {
    @Override
    public List<Trial> trials(Settings settings) {
      UsagePlan even = settings.usage(settings.events());
      Trial hot = settings.trial("hot, 1 shard", Variant.STORE, even.withHot(50));
      return List.of(
          settings.trial("even", Variant.STORE, even),
          hot.named("hot, 8 shards").withShards(8),
          hot);
    }
  },
  /** A kill in the middle of the work. */
  RECOVERY {
    @Override
    public List<Trial> trials(Settings settings) {
      UsagePlan usage = settings.usage(settings.events());
      return List.of(settings.trial("killed", Variant.STORE, usage).killed());
    }
  },
  /** Half of the parallelism, and all of it; half also on no more cores than that. */
  SCALING {
    @Override
    public List<Trial> trials(Settings settings) {
      Trial all = settings.trial("all", Variant.STORE, settings.usage(settings.events()));
      int half = Math.max(1, settings.parallelism() / 2);
      return List.of(
          all.named("half").withParallelism(half),
          all,
          all.named("half, on so many cores").withParallelism(half).withCores(half));
    }
  },
  /** Ten times the events. */
  FLAT {
    @Override
    public List<Trial> trials(Settings settings) {
      return List.of(
          settings.trial("few", Variant.STORE, settings.usage(settings.large() / 10)),
          settings.trial("many", Variant.STORE, settings.usage(settings.large())));
    }
  },
  /** What else a user could build, and the store over the same usage. */
  PEERS {
    @Override
    public List<Trial> trials(Settings settings) {
      UsagePlan usage = settings.usage(settings.events());
      return List.of(settings.trial("store", Variant.STORE, usage));
    }
  };

  /** One round of them, in order. */
  public abstract List<Trial> trials(Settings settings);
}
