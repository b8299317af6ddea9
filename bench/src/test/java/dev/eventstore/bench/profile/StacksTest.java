package dev.eventstore.bench.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StacksTest {
  @TempDir private Path folder;
  private Stacks stacks;

  @BeforeEach
  void read() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("profile.collapsed"),
            """
            [store -> totals (1/2)#0 tid=71];Put$$Lambda$17.0x00007f0984a6ec99.run;dev/eventstore/Put.put;rocksdb::Get 3
            [store -> totals (2/2)#0 tid=72];Put$$Lambda$12.0x00007f0984a6ec80.run;dev/eventstore/Put.put 1
            [store -> totals (2/2)#0 tid=72];dev/eventstore/Scan.scan;dev/eventstore/Scan.scan 2
            [rocksdb:low0 tid=80];start_thread;/tmp/run1/librocksdbjni.so 4
            [C2 CompilerThre tid=9];Compile::Compile 30
            """);
    stacks = Stacks.read(file);
  }

  @Test
  void countsSubtasksTogether() {
    assertThat(stacks.threads())
        .containsOnly(
            entry("store -> totals", 6L), entry("rocksdb:low", 4L), entry("C2 CompilerThre", 30L));
  }

  @Test
  void tellsWhatAFrameTakesItselfAndWithItsCallees() {
    assertThat(stacks.own()).containsEntry("dev/eventstore/Put.put", 1L);
    assertThat(stacks.all()).containsEntry("dev/eventstore/Put.put", 4L);
  }

  @Test
  void countsAFrameThatCallsItselfOnce() {
    assertThat(stacks.all()).containsEntry("dev/eventstore/Scan.scan", 2L);
  }

  @Test
  void namesLambdasAndLibrariesAlikeInEveryRun() {
    assertThat(stacks.all())
        .containsEntry("Put$$Lambda.run", 4L)
        .containsEntry("librocksdbjni.so", 4L);
  }

  @Test
  void leavesTheCompilerOutOfTheFrames() {
    assertThat(stacks.own()).doesNotContainKey("Compile::Compile");
  }

  @Test
  void namesTheTopFrameFirst() {
    assertThat(new TopFrames(stacks).toString())
        .startsWith("40 samples")
        .containsSubsequence("40.0          40.0  librocksdbjni.so", "rocksdb::Get");
  }

  @Test
  void writesAFlameGraphWithTheFramesInIt() throws Exception {
    Path graph = folder.resolve("flame.html");

    stacks.writeFlameGraph("One run", graph);

    assertThat(graph).content().contains("One run", "librocksdbjni.so");
  }
}
