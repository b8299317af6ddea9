package dev.eventstore.snapshot;

import dev.eventstore.state.Uids;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.CompletedCheckpointStorageLocation;
import org.apache.flink.runtime.state.filesystem.AbstractFsCheckpointStorageAccess;
import org.apache.flink.streaming.api.graph.StreamGraphHasherV2;

/**
 * A savepoint or checkpoint that a store goes on from. Flink refuses one with state that no
 * operator claims, and would be told to ignore all such state where a source or target has left the
 * store file. This look at it keeps that from hiding a loss: what the store itself is has to be
 * there, under its names of today.
 */
public final class SavedState {
  private static final List<String> STORE =
      List.of(Uids.EVENT_STORE, Uids.PERIOD_GATE, Uids.USAGE_TOTALS);
  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*");

  private SavedState() {}

  /**
   * @param path a path on this machine, or a URI as Flink takes it
   * @return its URI
   * @throws IllegalStateException with one sentence, where there is no state of a store
   */
  public static String require(String path) {
    load(path);
    return uri(path);
  }

  /**
   * What it consists of.
   *
   * @param path a path on this machine, or a URI as Flink takes it
   * @throws IllegalStateException with one sentence, where there is no state of a store
   */
  public static CheckpointMetadata load(String path) {
    CheckpointMetadata metadata = metadata(path);
    Set<OperatorID> kept =
        metadata.getOperatorStates().stream()
            .map(OperatorState::getOperatorID)
            .collect(Collectors.toSet());
    if (!STORE.stream().map(SavedState::id).allMatch(kept::contains)) {
      throw new IllegalStateException(
          path
              + " does not hold the state of a store of this version; name a savepoint or"
              + " checkpoint of this store, or start without one");
    }
    return metadata;
  }

  private static CheckpointMetadata metadata(String path) {
    String uri = uri(path);
    CompletedCheckpointStorageLocation place;
    try {
      place = AbstractFsCheckpointStorageAccess.resolveCheckpointPointer(uri);
    } catch (IOException e) {
      throw new IllegalStateException(
          isBegun(uri)
              ? path
                  + " has no _metadata file: it is being written, or its job ended before it was"
                  + " whole; wait until it is done, or name another savepoint or checkpoint"
              : "no savepoint or checkpoint can be read at "
                  + path
                  + "; name the folder that holds its _metadata file",
          e);
    }
    try (DataInputStream in = new DataInputStream(place.getMetadataHandle().openInputStream())) {
      return Checkpoints.loadCheckpointMetadata(in, SavedState.class.getClassLoader(), uri);
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalStateException(
          path
              + " has a _metadata file that cannot be read: it is damaged, or of a newer Flink;"
              + " name another savepoint or checkpoint, or use the version that wrote it",
          e);
    }
  }

  /** Whether something of it has been written: its metadata is the last. */
  private static boolean isBegun(String uri) {
    org.apache.flink.core.fs.Path folder = new org.apache.flink.core.fs.Path(uri);
    try {
      FileStatus[] files = folder.getFileSystem().listStatus(folder);
      return files != null && files.length > 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether there is anything at a path, as far as can be seen from this machine. */
  public static boolean isInSight(String path) {
    org.apache.flink.core.fs.Path folder = new org.apache.flink.core.fs.Path(uri(path));
    try {
      return folder.getFileSystem().exists(folder);
    } catch (IOException e) {
      return false;
    }
  }

  /** The URI of a path on this machine; a URI stays as it is. */
  public static String uri(String path) {
    return SCHEME.matcher(path).matches()
        ? path
        : Path.of(path).toAbsolutePath().toUri().toString();
  }

  /** What an operator is named in it. */
  public static OperatorID id(String uid) {
    return new OperatorID(StreamGraphHasherV2.generateUserSpecifiedHash(uid));
  }
}
