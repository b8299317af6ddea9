package dev.eventstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first command that a newcomer runs, as it is packaged. */
class DemoIT {
  @TempDir Path folder;

  @Test
  void endsByItselfAndChecksItsOwnFigures() throws Exception {
    try (ChildCli demo = ChildCli.start(folder.resolve("demo.out"), Map.of(), "demo")) {
      assertThat(demo.exit()).as(demo.said()).isZero();
      assertThat(demo.said())
          .contains(
              "2026-10 is complete, and held: check apac-clean. Nothing of it is published.",
              "2026-10 published: 16 usage records, revision 0.",
              "revision 1 of 2 usage records; all others stand.",
              "All 16 figures equal an independent computation, digit by digit.",
              "These are the 6001 events that the store has reported as stored.");
    }
  }
}
