package dev.eventstore.store;

import dev.eventstore.snapshot.PublishedFigures;
import dev.eventstore.spec.StoreSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job of one store, for {@code flink run} and the Kubernetes operator. Flink's own options are
 * given to Flink, by {@code -D} or its configuration file.
 */
public final class StoreJob {
  private static final String PUBLISHED_IN = "--published-in";

  private StoreJob() {}

  /**
   * @param args the store file, see {@link StoreLocation}; and {@code --published-in SNAPSHOT},
   *     where the job goes on from an older snapshot than its last, see {@link PublishedFigures}
   */
  public static void main(String[] args) throws Exception {
    List<String> words = new ArrayList<>(List.of(args));
    Optional<String> publishedIn = takePublishedIn(words);
    if (words.size() != 1) {
      throw new IllegalArgumentException(
          "the job takes one argument, and maybe "
              + PUBLISHED_IN
              + " SNAPSHOT; give it the store"
              + " file");
    }
    StoreSpec spec = StoreLocation.read(words.get(0));
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    environment.configure(BoundedRuns.settings(spec));
    JobStart start = new JobStart(environment.getConfiguration());
    start.check(spec);
    Optional<PublishedFigures> published = publishedIn.flatMap(at -> start.published(spec, at));
    published.ifPresent(any -> environment.configure(BoundedRuns.settings(true)));
    StorePipeline.compose(
        environment, spec, new ConnectorEnds(spec, start.checkpoints(), published));
    environment.execute(spec.name());
  }

  private static Optional<String> takePublishedIn(List<String> words) {
    int at = words.indexOf(PUBLISHED_IN);
    if (at < 0 || at + 1 == words.size()) {
      return Optional.empty();
    }
    words.remove(at);
    return Optional.of(words.remove(at));
  }
}
