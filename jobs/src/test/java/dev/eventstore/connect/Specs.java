package dev.eventstore.connect;

import dev.eventstore.spec.ChannelSpec;
import dev.eventstore.spec.KafkaProperties;
import dev.eventstore.spec.ReleaseSpec;
import dev.eventstore.spec.SourceSpec;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.spec.TargetSpec;
import java.util.List;
import java.util.Map;

/** Stores of which nothing but the ends matters. */
public final class Specs {
  private Specs() {}

  public static StoreSpec channels(
      ChannelSpec control, ChannelSpec quarantine, ChannelSpec status) {
    return store(List.of(), List.of(), control, quarantine, status);
  }

  public static StoreSpec store(
      List<SourceSpec> sources,
      List<TargetSpec> targets,
      ChannelSpec control,
      ChannelSpec quarantine,
      ChannelSpec status) {
    return new StoreSpec(
        "shop",
        KafkaProperties.none(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        1,
        sources,
        List.of(),
        targets,
        control,
        quarantine,
        status,
        new ReleaseSpec(false, List.of()));
  }

  public static SourceSpec source(SourceSpec.Input input) {
    return source(input, SourceSpec.Format.JSON);
  }

  public static SourceSpec source(SourceSpec.Input input, SourceSpec.Format format) {
    return new SourceSpec("eu", "eu", 0, input, format, null, Map.of(), null);
  }
}
