package dev.eventstore.connect.check;

import dev.eventstore.connect.ConnectException;
import dev.eventstore.connect.files.targets.Folders;
import dev.eventstore.connect.jdbc.JdbcCheck;
import dev.eventstore.connect.kafka.ClusterCheck;
import dev.eventstore.connect.kafka.TopicUse;
import dev.eventstore.spec.KafkaProperties;
import dev.eventstore.spec.SourceSpec;
import dev.eventstore.spec.SourceSpec.FilesInput;
import dev.eventstore.spec.SourceSpec.KafkaInput;
import dev.eventstore.spec.SourceSpec.TopicPlace;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.spec.TargetSpec;
import dev.eventstore.spec.TargetSpec.FilesOutput;
import dev.eventstore.spec.TargetSpec.JdbcOutput;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Looks at every end of a store before its job starts: topics, folders and tables exist, and can be
 * used. Topics of the store's channels, those by which stores feed each other, and folders it
 * writes, are made where they are missing; other topics are not, because their partitions are the
 * operator's to choose, nor are tables.
 */
public final class Preflight {
  private Preflight() {}

  /**
   * @param besideCheckpoints the folder or URI that holds the job's checkpoints
   * @throws ConnectException with every problem on a line of its own
   */
  public static void check(StoreSpec spec, String besideCheckpoints) {
    check(spec, besideCheckpoints, Map.of());
  }

  /**
   * The same, and looks whether folders of the job can be written.
   *
   * @param written the folders or URIs, by the settings that name them
   */
  public static void check(StoreSpec spec, String besideCheckpoints, Map<String, String> written) {
    List<String> problems = new ArrayList<>();
    written.forEach(
        (setting, folder) -> problems.addAll(FolderCheck.writable(Folders.path(folder), setting)));
    problems.addAll(problems(spec, besideCheckpoints));
    if (!problems.isEmpty()) {
      throw new ConnectException(String.join("\n", problems), null);
    }
  }

  /**
   * Every problem in one sentence with its remedy; empty where the job can start. Brokers and
   * databases that do not answer are given up after about 15 seconds, all at the same time.
   *
   * @param besideCheckpoints the folder or URI that holds the job's checkpoints
   */
  public static List<String> problems(StoreSpec spec, String besideCheckpoints) {
    List<CompletableFuture<List<String>>> clusters = startClusters(TopicUse.of(spec));
    List<CompletableFuture<List<String>>> databases = startDatabases(spec);
    List<String> problems = new ArrayList<>(folders(spec, besideCheckpoints));
    spec.sources().forEach(source -> problems.addAll(endsToCome(source)));
    clusters.forEach(cluster -> problems.addAll(cluster.join()));
    databases.forEach(database -> problems.addAll(database.join()));
    return problems.stream().distinct().toList();
  }

  /** It would end with what there is by now, and be complete for ever without what comes yet. */
  private static List<String> endsToCome(SourceSpec source) {
    if (source.input() instanceof KafkaInput input
        && input.until() != null
        && !input.until().equals(TopicPlace.LATEST)
        && input.until().time().isAfter(Instant.now())) {
      return List.of(
          "source '"
              + source.name()
              + "' ends at "
              + input.until().time()
              + ", which is yet to come; start it after that, or let it end by markers, without"
              + " until");
    }
    return List.of();
  }

  private static List<CompletableFuture<List<String>>> startDatabases(StoreSpec spec) {
    return spec.targets().stream()
        .filter(target -> target.output() instanceof JdbcOutput)
        .map(target -> start(() -> JdbcCheck.problems(spec, target)))
        .toList();
  }

  private static List<CompletableFuture<List<String>>> startClusters(List<TopicUse> uses) {
    Map<KafkaProperties, List<TopicUse>> clusters =
        uses.stream()
            .collect(
                Collectors.groupingBy(
                    TopicUse::properties, LinkedHashMap::new, Collectors.toList()));
    return clusters.values().stream()
        .map(same -> start(() -> ClusterCheck.problems(same)))
        .toList();
  }

  private static CompletableFuture<List<String>> start(Supplier<List<String>> check) {
    return CompletableFuture.supplyAsync(check, Preflight::onNewThread);
  }

  private static void onNewThread(Runnable run) {
    Thread thread = new Thread(run, "event-store-preflight");
    thread.setDaemon(true);
    thread.start();
  }

  private static Collection<String> folders(StoreSpec spec, String besideCheckpoints) {
    List<String> problems = new ArrayList<>();
    for (SourceSpec source : spec.sources()) {
      if (source.input() instanceof FilesInput input) {
        problems.addAll(FolderCheck.readable(input));
      }
    }
    for (TargetSpec target : spec.targets()) {
      if (target.output() instanceof FilesOutput output) {
        problems.addAll(
            FolderCheck.writable(
                Folders.path(output.path()), "files.path of target '" + target.name() + "'"));
      }
    }
    problems.addAll(FolderCheck.writable(spec.control(), "control", besideCheckpoints));
    problems.addAll(FolderCheck.writable(spec.quarantine(), "quarantine", besideCheckpoints));
    problems.addAll(FolderCheck.writable(spec.status(), "status", besideCheckpoints));
    return problems;
  }
}
