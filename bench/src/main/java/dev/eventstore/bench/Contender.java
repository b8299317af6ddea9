package dev.eventstore.bench;

import dev.eventstore.bench.process.Broker;
import dev.eventstore.bench.report.ContenderResult;
import dev.eventstore.bench.usage.UsageTopics;
import dev.eventstore.bench.usage.UsageTopics.Written;
import java.nio.file.Path;

/** Something else that a user could build to get the totals. */
public interface Contender {
  /** In the table, such as {@code Flink SQL}. */
  String name();

  /**
   * Takes the usage in and says the totals, once.
   *
   * @param usage filled with all that comes before the close; the contender calls {@link
   *     UsageTopics#complete} when it has read it, and checks what it then says against {@code
   *     Totals.atClose(usage.events())}
   * @param written how much that is
   * @param folder its own, empty
   * @param parallelism subtasks or threads it may use; its Java process has 1 GiB of heap, and may
   *     have 1 GiB beside it
   */
  ContenderResult run(
      Broker broker, UsageTopics usage, Written written, Path folder, int parallelism)
      throws Exception;
}
