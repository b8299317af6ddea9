package dev.eventstore.store;

import dev.eventstore.spec.SourceSpec;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.state.Uids;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The dataflow that makes a store's first savepoint out of files: the store's own, with one source
 * that reads them and promises nothing. So no period is ever complete, nothing is released, and
 * what a savepoint of it holds is what the store would hold had it read the files itself: events,
 * identities and counts, by the same decoders, admission and state. Nothing of the reading stays in
 * it under a name that a store claims: its sources start as their store file says.
 *
 * <p>Flink's State Processor API can write savepoints too. It bootstraps each operator by itself
 * with a function that has keyed state and nothing else: no union state, no timers of other names,
 * no counts on the way from one operator to the next. What a store keeps would have to be made by a
 * second implementation of its rules.
 */
public final class ImportPipeline {
  private ImportPipeline() {}

  /**
   * Adds it to the environment. When everything has been read, nothing is pending any more (see
   * {@link dev.eventstore.connect.files.FileSources#given}), and it goes on until it is stopped
   * with a savepoint.
   *
   * @param source of the store, whose records the files hold
   * @param files read in this order
   * @param besideCheckpoints as of {@link ConnectorEnds}
   */
  public static void compose(
      StreamExecutionEnvironment environment,
      StoreSpec spec,
      SourceSpec source,
      List<Path> files,
      String besideCheckpoints) {
    String uid = Uids.newImport();
    StorePipeline.composeImport(
        environment,
        spec,
        source.unpromised(),
        uid,
        new ImportEnds(new ConnectorEnds(spec, besideCheckpoints), files, uid));
  }
}
