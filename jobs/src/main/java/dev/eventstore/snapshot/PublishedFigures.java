package dev.eventstore.snapshot;

import dev.eventstore.spec.MeterSpec;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.state.Uids;
import dev.eventstore.store.totals.PublishedIn;
import dev.eventstore.store.totals.TotalsSignal;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * What a store had published, as a snapshot tells it to a run that goes on from an older one, so
 * that this run does not say it again.
 */
public final class PublishedFigures {
  private final Snapshot snapshot;

  private PublishedFigures(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  /**
   * @param path a path on this machine, or a URI as Flink takes it
   * @throws IllegalStateException with one sentence, where it does not tell for certain what was
   *     published
   */
  public static PublishedFigures of(StoreSpec spec, String path) {
    Snapshot snapshot = Snapshot.open(spec, path);
    snapshot
        .learnsFrom()
        .ifPresent(
            open -> {
              throw new IllegalStateException(
                  path
                      + " was taken before the store had learnt all that was published in "
                      + open
                      + "; name that one");
            });
    if (!snapshot.isCommitted()) {
      throw new IllegalStateException(
          path
              + " does not tell for certain what was published, since targets commit what came"
              + " before a checkpoint after it; name the savepoint that 'stop' has printed, or the"
              + " last checkpoint but one");
    }
    return new PublishedFigures(snapshot);
  }

  /**
   * Meters without aggregate have to be as they were: their rows are known by the chunk that an
   * event is in, which may be another now.
   *
   * @param check of where the store goes on from
   * @throws IllegalStateException with one sentence, where one has changed
   */
  public void requireFits(RestartCheck check) {
    Set<String> meters =
        snapshot.spec().meters().stream()
            .filter(meter -> !meter.aggregates())
            .map(MeterSpec::name)
            .collect(Collectors.toSet());
    PublishedSince.of(check.snapshot(), List.of(snapshot))
        .requireSameMeters(
            check.snapshot(),
            check.changes().stream().filter(change -> meters.contains(change.name())).toList());
  }

  /** Whether it was taken after another snapshot, or knows of more. */
  public boolean isLaterThan(Snapshot other) {
    return snapshot.time().isAfter(other.time())
        || !PublishedSince.of(other, List.of(snapshot)).isNothing();
  }

  /**
   * @throws IllegalStateException with one sentence, where it knows nothing that another snapshot
   *     does not know
   */
  public void requireLaterThan(Snapshot other) {
    if (!isLaterThan(other)) {
      throw new IllegalStateException(
          snapshot.uri()
              + " was not taken after "
              + other.uri()
              + " and does not tell what was published since; name a later savepoint, or leave it"
              + " out");
    }
  }

  public Snapshot snapshot() {
    return snapshot;
  }

  public PublishedIn source() {
    return new PublishedIn(snapshot.uri(), snapshot.publishedUpTo());
  }

  /** All of it, once. */
  public DataStream<TotalsSignal> stream(StreamExecutionEnvironment environment) {
    return StateStream.of(
            environment,
            snapshot.operator(Uids.USAGE_TOTALS),
            new PublishedReader(period -> true),
            TotalsSignal.TYPE)
        .name("published before")
        .uid(Uids.published(snapshot.uri()));
  }
}
