package dev.eventstore.spec;

import dev.eventstore.period.PeriodCalendar;
import dev.eventstore.value.EventSchema;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * A store file, parsed and checked.
 *
 * @param kafka client properties of the default cluster; empty where none is given
 * @param ahead events further ahead of their arrival than this are refused
 * @param shards over how many store keys one key is spread
 */
public record StoreSpec(
    String name,
    KafkaProperties kafka,
    EventSchema event,
    PeriodCalendar calendar,
    Retention retention,
    Conflicts conflicts,
    Late late,
    Duration reviseAfter,
    Duration ahead,
    int shards,
    List<SourceSpec> sources,
    List<MeterSpec> meters,
    List<TargetSpec> targets,
    ChannelSpec control,
    ChannelSpec quarantine,
    ChannelSpec status,
    ReleaseSpec release)
    implements Serializable {

  /** What happens to an event whose id is known with other content. */
  public enum Conflicts {
    LATEST,
    FIRST,
    QUARANTINE
  }

  /** What happens to an event of a period that every source has completed. */
  public enum Late {
    REVISE,
    QUARANTINE
  }

  /** What the store is without sources and targets: its channels, and what they tell of. */
  public StoreSpec withoutEnds() {
    return new StoreSpec(
        name,
        kafka,
        event,
        calendar,
        retention,
        conflicts,
        late,
        reviseAfter,
        ahead,
        shards,
        List.of(),
        meters,
        List.of(),
        control,
        quarantine,
        status,
        release);
  }

  public SourceSpec source(String name) {
    return sources.stream()
        .filter(s -> s.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "store '" + this.name + "' has no source '" + name + "'"));
  }

  /** The region of a source; of one that is no longer in the store file, its name. */
  public String regionOf(String source) {
    return sources.stream()
        .filter(known -> known.name().equals(source))
        .findFirst()
        .map(SourceSpec::region)
        .orElse(source);
  }

  /** The tables that meters look up, each once. */
  public List<TableSpec> tables() {
    return meters.stream()
        .flatMap(meter -> meter.operators().stream())
        .filter(MeterSpec.Lookup.class::isInstance)
        .map(operator -> ((MeterSpec.Lookup) operator).table())
        .distinct()
        .toList();
  }

  /** The meters that name a target, in their order. */
  public List<MeterSpec> metersOf(TargetSpec target) {
    return meters.stream().filter(meter -> meter.targets().contains(target.name())).toList();
  }

  /**
   * The meters whose output a target writes. A meter has one topic for all stores that it feeds,
   * and the first of its store targets writes it.
   */
  public List<MeterSpec> writtenTo(TargetSpec target) {
    return metersOf(target).stream()
        .filter(meter -> !target.isStore() || feeds(meter).findFirst().get().equals(target))
        .toList();
  }

  private Stream<TargetSpec> feeds(MeterSpec meter) {
    return targets.stream()
        .filter(other -> other.isStore() && meter.targets().contains(other.name()));
  }

  public TargetSpec target(String name) {
    return targets.stream()
        .filter(t -> t.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "store '" + this.name + "' has no target '" + name + "'"));
  }
}
