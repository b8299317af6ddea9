package dev.eventstore.snapshot;

import dev.eventstore.clock.SourceClock;
import dev.eventstore.gate.PeriodGate;
import dev.eventstore.spec.SourceSpec;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.state.StateVersion;
import dev.eventstore.state.Uids;
import dev.eventstore.store.events.EarlierStoreFiles;
import dev.eventstore.store.gate.PeriodGateOperator;
import dev.eventstore.store.intake.IntakeOperator;
import dev.eventstore.store.time.PromiseMark;
import dev.eventstore.store.totals.Learning;
import dev.eventstore.usage.PeriodReport;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.checkpoint.CheckpointProperties;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.util.ExceptionUtils;

/** A savepoint or checkpoint of a store, which is looked at and never changed. */
public final class Snapshot {
  private final StoreSpec spec;
  private final String uri;
  private final Instant time;
  private final CheckpointMetadata metadata;
  private final SavedOperators operators;

  /**
   * @param time when it was taken
   */
  private Snapshot(StoreSpec spec, String uri, Instant time, CheckpointMetadata metadata) {
    this.spec = spec;
    this.uri = uri;
    this.time = time;
    this.metadata = metadata;
    this.operators = new SavedOperators(uri, metadata);
  }

  /**
   * Opens it to be read under a store file.
   *
   * @param path a path on this machine, or a URI as Flink takes it
   * @throws IllegalStateException with one sentence, where it holds no state of the store that can
   *     be read
   */
  public static Snapshot open(StoreSpec spec, String path) {
    Snapshot snapshot = openToGoOn(spec, path);
    if (snapshot.hasRecordsUnderWay()) {
      throw new IllegalStateException(
          path
              + " was taken under pressure, with records still on their way between operators,"
              + " and cannot be looked at; name a savepoint, or wait for a later checkpoint");
    }
    return snapshot;
  }

  /**
   * Opens it for a store that goes on from it, which may be while records are on their way.
   *
   * @param path a path on this machine, or a URI as Flink takes it
   * @throws IllegalStateException with one sentence, where the store cannot go on from it under
   *     this store file
   * @throws SnapshotGoneException where some of it has been deleted
   */
  public static Snapshot openToGoOn(StoreSpec spec, String path) {
    CheckpointMetadata metadata = SavedState.load(path);
    requireWhole(path, SnapshotFiles.of(metadata));
    Snapshot snapshot = new Snapshot(spec, SavedState.uri(path), time(path), metadata);
    snapshot.requireVersion(path);
    try {
      EarlierStoreFiles.requireFits(
          spec,
          snapshot.union(Uids.EVENT_STORE, EarlierStoreFiles.identityState()),
          snapshot.union(Uids.EVENT_STORE, EarlierStoreFiles.outlineState()));
      EarlierStoreFiles.layouts(
          spec, snapshot.union(Uids.EVENT_STORE, EarlierStoreFiles.layoutsState()));
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(
          path + " does not fit the store file, or is of another store: " + e.getMessage(), e);
    }
    return snapshot;
  }

  private static void requireWhole(String path, SnapshotFiles files) {
    try {
      Set<Path> missing = files.missing();
      if (!missing.isEmpty()) {
        throw new SnapshotGoneException(
            path
                + " is not whole: "
                + missing.size()
                + " of its "
                + files.count()
                + " files are gone, "
                + missing.iterator().next()
                + " for one; name another savepoint or checkpoint",
            null);
      }
    } catch (IOException e) {
      throw failure(path, e);
    }
  }

  private void requireVersion(String path) {
    try {
      StateVersion.requireReadable(union(Uids.EVENT_STORE, StateVersion.state()));
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(path + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Whether records were on their way between operators when it was taken. */
  public boolean hasRecordsUnderWay() {
    return operators.haveRecordsUnderWay();
  }

  /**
   * Whether it is certain that targets have committed all that had been published when it was
   * taken: that is done after a checkpoint, and before the next one or the end of the job; a store
   * that is stopped ends after it, and a savepoint of one that runs on does not do it.
   */
  public boolean isCommitted() {
    CheckpointProperties properties = metadata.getCheckpointProperties();
    if (properties == null) {
      return false;
    }
    return properties.isSavepoint() ? properties.isSynchronous() : wentOn(new Path(uri));
  }

  private static boolean wentOn(Path checkpoint) {
    try {
      return CheckpointFolders.wentOn(checkpoint);
    } catch (IOException e) {
      throw failure(checkpoint.toString(), e);
    }
  }

  private static Instant time(String path) {
    try {
      return CheckpointFolders.time(new Path(SavedState.uri(path)));
    } catch (IOException e) {
      throw failure(path, e);
    }
  }

  /**
   * What to say where reading a snapshot has failed. Of several readers that miss its files the one
   * is told that was stopped by another: the snapshot itself tells whether it is there.
   */
  public static RuntimeException failure(String path, Exception cause) {
    boolean isMissing =
        isGone(path)
            || ExceptionUtils.findThrowable(cause, FileNotFoundException.class).isPresent()
            || ExceptionUtils.findThrowable(cause, NoSuchFileException.class).isPresent();
    return isMissing
        ? new SnapshotGoneException(
            path
                + " is not whole any more, since a running store deletes its older checkpoints;"
                + " look again, or name a savepoint",
            cause)
        : new IllegalStateException(cause);
  }

  private static boolean isGone(String path) {
    try {
      Path folder = new Path(SavedState.uri(path));
      var files = folder.getFileSystem();
      return !files.exists(folder)
          || files.getFileStatus(folder).isDir() && !files.exists(new Path(folder, "_metadata"));
    } catch (IOException e) {
      return false;
    }
  }

  public String uri() {
    return uri;
  }

  public Instant time() {
    return time;
  }

  public StoreSpec spec() {
    return spec;
  }

  /** The state of an operator that every store has. */
  public OperatorState operator(String uid) {
    return operators.find(uid).orElseThrow();
  }

  /** The snapshot that the store was still learning from what it had published. */
  public Optional<String> learnsFrom() {
    return union(Uids.USAGE_TOTALS, Learning.openState()).stream().findFirst();
  }

  /** The watermark up to which it holds what was published, epoch milliseconds. */
  long publishedUpTo() {
    return Math.max(
        furthest(Uids.USAGE_TOTALS, PromiseMark.state()),
        furthest(Uids.USAGE_TOTALS, Learning.upToState()));
  }

  /** Whether it has learnt what an earlier one of a run that had gone further holds. */
  boolean hasLearnt(Snapshot other) {
    return furthest(Uids.USAGE_TOTALS, Learning.upToState()) >= other.publishedUpTo()
        && !other.time.isAfter(time);
  }

  /**
   * Tells of a period whether its events are past their retention and have left, though its books
   * may be kept, since a period before it was held.
   */
  public Predicate<PeriodReport> left() {
    long promised = furthest(Uids.EVENT_STORE, PromiseMark.state()) + 1;
    return period ->
        spec.retention().expiry(period.end(), spec.calendar().zone()).toEpochMilli() <= promised;
  }

  private long furthest(String uid, ListStateDescriptor<Long> marks) {
    return union(uid, marks).stream().max(Comparator.naturalOrder()).orElse(Long.MIN_VALUE);
  }

  /** What it knows of each period, in their order. */
  public List<PeriodReport> periods() {
    PeriodGate gate =
        new PeriodGate(spec, operators.all(Uids.PERIOD_GATE, PeriodGateOperator.booksState()));
    for (SourceSpec source : spec.sources()) {
      gate.promised(source.name(), 0, 1, promise(source), -1);
    }
    return gate.reports();
  }

  /** Up to when a source had reported everything, epoch milliseconds; at its end for ever. */
  public long promise(SourceSpec source) {
    if (hasEnded(source)) {
      return Long.MAX_VALUE;
    }
    return new SourceClock(union(Uids.intake(source.name()), IntakeOperator.promisesState()))
        .promise();
  }

  /** Whether a source had been read to its end. */
  public boolean hasEnded(SourceSpec source) {
    String intake = Uids.intake(source.name());
    List<Boolean> ends = union(intake, IntakeOperator.endsState());
    return operators.find(intake).filter(OperatorState::isFullyFinished).isPresent()
        || !ends.isEmpty() && !ends.contains(false);
  }

  /** Whether it holds how far a source was read. */
  public boolean hasRead(SourceSpec source) {
    return operators.find(Uids.intake(source.name())).isPresent();
  }

  /** What every subtask of an operator was to know of all. */
  public <T> List<T> union(String uid, ListStateDescriptor<T> list) {
    return operators.union(uid, list);
  }
}
