package dev.eventstore.breaking;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@code deploy/local/break}. */
@Timeout(600)
class BreakIT {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  @Test
  void publishesAsIfNothingHadBeenBroken() throws Exception {
    List<Plan> plans = List.of(new Plan(Fault.KILL_ALL, Moment.RELEASE));

    Breaking.Result result =
        new Breaking(folder, BreakCommand.jobJar(), 1).run(plans, 1_000, 200, round -> {});

    assertThat(result.rounds()).hasSize(plans.size());
    assertThat(result.differences()).isEmpty();
  }
}
