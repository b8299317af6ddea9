package dev.eventstore.bench.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.bench.process.Broker;
import dev.eventstore.bench.report.RunResult;
import dev.eventstore.bench.usage.UsageEvents;
import dev.eventstore.bench.usage.UsagePlan;
import dev.eventstore.bench.usage.UsageTopics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark itself, with a broker and jobs in processes of their own. */
@Timeout(300)
class TrialRunIT {
  private static final UsagePlan PLAN = new UsagePlan(20_000, 300, 0, 2, 11);

  @TempDir private Path folder;

  @Test
  void aKilledStoreGivesTheTotalsThatWereComputedWithoutIt() throws Exception {
    try (Broker broker = Broker.start(Files.createDirectories(folder.resolve("kafka")))) {
      UsageTopics usage = new UsageTopics(new UsageEvents(PLAN), "usage", broker.servers());
      UsageTopics.Written written = usage.fill();
      Trial trial =
          new Trial(
              "killed",
              Variant.STORE,
              PLAN,
              2,
              1,
              Map.of("rest.port", "0", "execution.checkpointing.interval", "1 s"),
              List.of("-Xmx512m"),
              folder.resolve("job.log").toFile(),
              0,
              true);

      Path own = Files.createDirectories(folder.resolve("run"));
      RunResult result = new TrialRun(trial, broker, usage, written, own).run();

      assertThat(result.records()).isEqualTo(written.records());
      assertThat(result.isRight()).isTrue();
      assertThat(result.late().revisions()).isPositive();
      assertThat(result.recovery().caughtUpSeconds()).isPositive();
      assertThat(result.stateBytes()).isBetween(1L, written.bytes());
    }
  }
}
