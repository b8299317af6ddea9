package dev.eventstore.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.event.PartitionsAssigned;
import dev.eventstore.event.SourceItem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.InputStatus;
import org.junit.jupiter.api.Test;

class AnnouncingReaderTest {
  private final FakeReader within = new FakeReader();
  private final List<SourceEvent> told = new ArrayList<>();
  private final AnnouncingReader<Split> reader =
      new AnnouncingReader<>(within, Split::partition, told::add);
  private final CollectedItems output = new CollectedItems();

  @Test
  void announcesAllPartitionsAtOnceBeforeItReadsOn() throws Exception {
    reader.addSplits(List.of(new Split(2), new Split(0)));

    assertThat(reader.pollNext(output)).isEqualTo(InputStatus.MORE_AVAILABLE);
    assertThat(within.polls).isZero();
    assertThat(output.items).containsExactly(new PartitionsAssigned(List.of(2, 0)));

    assertThat(reader.pollNext(output)).isEqualTo(InputStatus.NOTHING_AVAILABLE);
    assertThat(within.polls).isOne();
  }

  @Test
  void tellsTheEnumeratorHowManySplitsItHasWhenItStarts() {
    reader.addSplits(List.of(new Split(2), new Split(0)));
    assertThat(told).isEmpty();

    reader.start();
    assertThat(told).containsExactly(new SplitsHeld(2));
  }

  @Test
  void handsThePartitionsOn() {
    reader.addSplits(List.of(new Split(1)));

    assertThat(within.calls).containsExactly("addSplits [Split[partition=1]]");
  }

  @Test
  void wakesATaskThatAlreadyWaitsWhenAPartitionIsAdded() throws Exception {
    CompletableFuture<Void> waiting = reader.isAvailable();
    assertThat(waiting).isNotDone();

    reader.addSplits(List.of(new Split(1)));
    assertThat(waiting).isDone();

    reader.pollNext(output);
    assertThat(reader.isAvailable()).isNotDone();
  }

  @Test
  void wakesTheTaskWhenTheReaderWithinHasRecords() {
    CompletableFuture<Void> waiting = reader.isAvailable();

    within.available.complete(null);

    assertThat(waiting).isDone();
  }

  @Test
  void hangsOneFollowerAtMostOnAFutureThatStaysOpen() {
    for (int i = 0; i < 100; i++) {
      reader.isAvailable();
    }

    assertThat(within.available.getNumberOfDependents()).isOne();
  }

  @Test
  void delegatesEverythingElse() throws Exception {
    reader.start();
    reader.notifyNoMoreSplits();
    reader.handleSourceEvents(new SourceEvent() {});
    reader.snapshotState(7);
    reader.notifyCheckpointComplete(7);
    reader.notifyCheckpointAborted(8);
    reader.pauseOrResumeSplits(List.of("a"), List.of("b"));
    reader.close();

    assertThat(within.calls)
        .containsExactly(
            "start",
            "noMoreSplits",
            "event",
            "snapshot 7",
            "complete 7",
            "aborted 8",
            "pause [a] resume [b]",
            "close");
  }

  private record Split(int partition) implements SourceSplit {
    @Override
    public String splitId() {
      return "p" + partition;
    }
  }

  private static final class FakeReader implements SourceReader<SourceItem, Split> {
    private final CompletableFuture<Void> available = new CompletableFuture<>();
    private final List<String> calls = new ArrayList<>();
    private int polls;

    @Override
    public void start() {
      calls.add("start");
    }

    @Override
    public InputStatus pollNext(ReaderOutput<SourceItem> output) {
      polls++;
      return InputStatus.NOTHING_AVAILABLE;
    }

    @Override
    public List<Split> snapshotState(long checkpointId) {
      calls.add("snapshot " + checkpointId);
      return List.of();
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
      return available;
    }

    @Override
    public void addSplits(List<Split> splits) {
      calls.add("addSplits " + splits);
    }

    @Override
    public void notifyNoMoreSplits() {
      calls.add("noMoreSplits");
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
      calls.add("event");
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
      calls.add("complete " + checkpointId);
    }

    @Override
    public void notifyCheckpointAborted(long checkpointId) {
      calls.add("aborted " + checkpointId);
    }

    @Override
    public void pauseOrResumeSplits(Collection<String> pause, Collection<String> resume) {
      calls.add("pause " + pause + " resume " + resume);
    }

    @Override
    public void close() {
      calls.add("close");
    }
  }
}
