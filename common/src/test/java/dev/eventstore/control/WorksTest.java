package dev.eventstore.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.usage.CommandReport;
import dev.eventstore.usage.CommandReport.Counts;
import dev.eventstore.usage.CommandReport.Outcome;
import org.junit.jupiter.api.Test;

class WorksTest {
  private final Works works = new Works();

  @Test
  void endsWhenTheLastWorkerIsDone() {
    assertThat(works.begin(report())).isEmpty();
    works.changed("c", 3);
    assertThat(works.done("c", 1, 2, 0)).isEmpty();
    assertThat(works.done("c", 1, 2, 0)).as("said again").isEmpty();
    works.changed("c", 2);

    assertThat(works.done("c", 0, 2, 0))
        .get()
        .extracting(CommandReport::counts)
        .isEqualTo(new Counts(7L, 6L, 5));
    assertThat(works.isWaitedFor("c")).isFalse();
  }

  @Test
  void workersMayEndBeforeTheCommandIsRead() {
    assertThat(works.done("c", 0, 1, 4)).isEmpty();

    assertThat(works.begin(report()).get().counts().modified()).isEqualTo(4);
  }

  @Test
  void afterARestartWithOtherWorkersWhatWasChangedBeforeAddsUp() {
    works.begin(report());
    works.changed("c", 3);
    works.done("c", 0, 2, 10);
    Works restored = new Works();
    restored.restore(works.snapshot());

    restored.changed("c", 2);
    assertThat(restored.done("c", 0, 3, 1)).isEmpty();
    assertThat(restored.done("c", 1, 3, 1)).isEmpty();

    CommandReport ended = restored.done("c", 2, 3, 1).get();
    assertThat(ended.counts().modified()).as("3 + 2 changed, 3 found").isEqualTo(8);
    assertThat(ended.actor()).isEqualTo("alice");
    assertThat(restored.snapshot()).isEmpty();
  }

  private static CommandReport report() {
    return new CommandReport(
        "shop",
        Command.DELETE,
        "c",
        null,
        null,
        null,
        null,
        "alice",
        "as asked",
        null,
        Outcome.APPLIED,
        null,
        null,
        new Counts(7L, 6L, 0));
  }
}
