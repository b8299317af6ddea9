package dev.eventstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.eventstore.snapshot.SavedState;
import dev.eventstore.state.StateVersion;
import dev.eventstore.state.Uids;
import dev.eventstore.store.GoldenStore;
import java.io.DataOutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.StateObjectCollection;
import org.apache.flink.runtime.checkpoint.channel.InputChannelInfo;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.AbstractChannelStateHandle.StateContentMetaInfo;
import org.apache.flink.runtime.state.InputChannelStateHandle;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.memory.ByteStreamStateHandle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A savepoint is looked at before anything starts, by every command that takes one, and in the same
 * way. The savepoint is the golden one of the present state version.
 */
class SnapshotCheckIT {
  private static final Path GOLDEN =
      Path.of("src/test/resources/savepoints/v" + StateVersion.PRESENT, "savepoint");

  @TempDir Path folder;
  private Path snapshot;

  @BeforeEach
  void copy() throws Exception {
    new GoldenStore(folder);
    snapshot = Files.createDirectories(folder.resolve("snapshot"));
    try (Stream<Path> files = Files.list(GOLDEN)) {
      for (Path file : files.toList()) {
        Files.copy(file, snapshot.resolve(file.getFileName()));
      }
    }
  }

  @Test
  void itSaysWhatAStoreFileChanges() throws Exception {
    Cli same = validate(GoldenStore.PRESENT);
    assertThat(same.exit()).as(same.err()).isZero();
    assertThat(same.err()).startsWith("at file:").contains("snapshot/, taken ");
    assertThat(same.out()).as("its folder is another").contains("target  usage").hasLineCount(3);

    String changed =
        GoldenStore.PRESENT
            .replace("zone: string", "zone: string, tier: string")
            .replace("units: decimal, ", "")
            .replace("bytes < 50", "bytes < 40")
            .replace(">= 2", ">= 3")
            .replace("  - {name: us, files: {path: us, monitor: PT0.1S}}\n", "")
            .replace("targets: [events, regulatory]", "targets: [events]")
            .replace("  regulatory: {store: regulatory}\n", "");
    Cli told = validate(changed);
    assertThat(told.exit()).as(told.err()).isZero();
    assertThat(told.out().lines().map(line -> line.replaceAll(" +", " ")).toList())
        .contains(
            "CHANGE WHAT NAME MEANS",
            "added field tier null in the events that are kept; one that is sent again with a value"
                + " is a conflict",
            "removed field units left out from now on; kept values stay, for when it is back",
            "changed meter volume says nothing of released periods (2024-08, 2024-09, 2024-10)"
                + " until 'reprocess' gives it those that shall change",
            "changed check enough decides on periods that are not published yet",
            "changed meter evidence writes to events from now on",
            "removed source us what it reported stays, and it holds no period any more",
            "removed target regulatory what it was given stays, and it gets no more");

    JsonNode json = json(validate(changed, "--output", "json"));
    assertThat(json.get("fits").booleanValue()).isTrue();
    assertThat(json.get("store").textValue()).isEqualTo("golden");
    assertThat(json.get("changes").findValuesAsText("name"))
        .contains("tier", "units", "volume", "enough", "evidence", "us", "regulatory");
  }

  @Test
  void whatCannotBeIsRefusedBeforeAnythingStarts() throws Exception {
    String present = GoldenStore.PRESENT;
    refused(
        present.replace("key: account\n  version", "key: id\n  version"),
        "event.key is [id (string)] now and was");
    refused(present.replace("id: id\n", "id: [id, path]\n"), "event.id is [id (string), path");
    refused(present.replace("sources:", "period: {every: day}\nsources:"), "period is every day");
    refused(present.replace("sources:", "shards: 4\nsources:"), "shards is 4 now and was 1");
    refused(
        present.replace("units: decimal", "units: integer"),
        "field 'units' is integer now and was decimal when events that are kept were written");
    refused(
        present.replace("eu, files: {path: eu, monitor: PT0.1S}", "eu, kafka: {topic: eu}"),
        "source 'eu' is topic eu now and was files");

    JsonNode json =
        json(
            validate(
                present.replace("key: account\n  version", "key: id\n  version"),
                "--output",
                "json"));
    assertThat(json.get("fits").booleanValue()).isFalse();
    assertThat(json.get("reason").textValue()).contains("event.key is [id (string)] now");
  }

  @Test
  void aBadSnapshotIsRefusedAlikeByEveryCommand() throws Exception {
    Path file = write(GoldenStore.PRESENT.replace("store: golden", "store: other"));
    refusedByAll(file, "store is other now and was golden when the state was written; write it");

    file = write(GoldenStore.PRESENT);
    underWay();
    refusedToReaders(file, "was taken under pressure, with records still on their way");
    Cli goesOn = Cli.call("validate", file, "--against", snapshot);
    assertThat(goesOn.exit()).as("the same dataflow takes them up").isZero();
    refused(
        GoldenStore.PRESENT.replace("bytes < 50", "bytes < 40"),
        "go on from it under that file and stop with a savepoint before you change it");
    write(GoldenStore.PRESENT);

    newer();
    refusedByAll(
        file,
        "is of state version %d and this Event Store reads up to %d; use the version"
            .formatted(StateVersion.PRESENT + 1, StateVersion.PRESENT));

    Path one = files().stream().filter(path -> !path.endsWith("_metadata")).findFirst().get();
    Files.delete(one);
    refusedByAll(file, "is not whole: 1 of its ", "name another savepoint or checkpoint");

    Path metadata = snapshot.resolve("_metadata");
    Files.write(metadata, new byte[] {1, 2, 3});
    refusedByAll(file, "has a _metadata file that cannot be read: it is damaged, or of a newer");

    Files.delete(metadata);
    refusedByAll(file, "has no _metadata file: it is being written, or its job ended before");

    for (Path left : files()) {
      Files.delete(left);
    }
    refusedByAll(file, "no savepoint or checkpoint can be read at", "name the folder that holds");
  }

  private void refused(String yaml, String sentence) throws Exception {
    Path file = write(yaml);
    says(Cli.call("validate", file, "--against", snapshot), sentence);
    says(Cli.call("run", file, "--from", snapshot), sentence);
    assertThat(folder.resolve("out")).doesNotExist();
  }

  private void refusedByAll(Path file, String... sentence) {
    says(Cli.call("validate", file, "--against", snapshot), sentence);
    says(Cli.call("run", file, "--from", snapshot), sentence);
    refusedToReaders(file, sentence);
  }

  private void refusedToReaders(Path file, String... sentence) {
    says(Cli.call("query", file, "--at", snapshot, "SELECT * FROM periods"), sentence);
    says(Cli.call("reprocess", file, "--dry-run", "--from", snapshot), sentence);
  }

  private static void says(Cli cli, String... sentence) {
    assertThat(cli.exit()).as(cli.out() + cli.err()).isEqualTo(1);
    assertThat(cli.err().strip()).hasLineCount(1).contains(sentence);
  }

  private Cli validate(String yaml, String... more) throws Exception {
    List<Object> words = new ArrayList<>(List.of("validate", write(yaml), "--against", snapshot));
    words.addAll(List.of(more));
    return Cli.call(words.toArray());
  }

  private static JsonNode json(Cli cli) {
    return Json.read(cli.out().getBytes(StandardCharsets.UTF_8));
  }

  private Path write(String yaml) throws Exception {
    return Files.writeString(folder.resolve("store.yaml"), yaml);
  }

  private List<Path> files() throws Exception {
    try (Stream<Path> files = Files.list(snapshot)) {
      return files.sorted().toList();
    }
  }

  /** As a later version would write it: the number of the version is one more. */
  private void newer() throws Exception {
    for (OperatorSubtaskState subtask : store(SavedState.load(snapshot.toString())).getStates()) {
      for (OperatorStateHandle handle : subtask.getManagedOperatorState()) {
        long[] offsets =
            handle
                .getStateNameToPartitionOffsets()
                .get(StateVersion.state().getName())
                .getOffsets();
        if (offsets.length > 0) {
          patch(handle, offsets[0]);
        }
      }
    }
  }

  private void patch(OperatorStateHandle handle, long offset) throws Exception {
    Path path = Path.of(handle.getDelegateStateHandle().maybeGetPath().orElseThrow().getPath());
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.seek(offset);
      file.writeInt(StateVersion.PRESENT + 1);
    }
  }

  private static OperatorState store(CheckpointMetadata metadata) {
    return metadata.getOperatorStates().stream()
        .filter(state -> state.getOperatorID().equals(SavedState.id(Uids.EVENT_STORE)))
        .findFirst()
        .orElseThrow();
  }

  /** As a checkpoint under pressure: a buffer was on its way to the event store. */
  private void underWay() throws Exception {
    CheckpointMetadata metadata = SavedState.load(snapshot.toString());
    InputChannelStateHandle buffer =
        new InputChannelStateHandle(
            0,
            new InputChannelInfo(0, 0),
            new ByteStreamStateHandle("buffer", new byte[1]),
            new StateContentMetaInfo());
    OperatorState store = store(metadata);
    OperatorSubtaskState before = store.getState(0);
    store.putState(
        0,
        before.toBuilder().setInputChannelState(StateObjectCollection.singleton(buffer)).build());
    try (DataOutputStream out =
        new DataOutputStream(Files.newOutputStream(snapshot.resolve("_metadata")))) {
      Checkpoints.storeCheckpointMetadata(metadata, out);
    }
  }
}
