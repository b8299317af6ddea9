package dev.eventstore.connect.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.connect.files.InputFolder.Version;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FolderWatchTest {
  private final SortedMap<String, Version> folder = new TreeMap<>(InputFolder.ORDER);
  private FolderWatch watch = new FolderWatch(Map.of());

  @Test
  void readsAFileOnceItRests() {
    put("a", 1);
    assertThat(look()).isEmpty();
    assertThat(watch.isIdle()).isFalse();
    put("a", 2);
    assertThat(look()).isEmpty();
    assertThat(look()).containsExactly("a");
    assertThat(look()).isEmpty();
    assertThat(watch.isIdle()).isTrue();
  }

  @Test
  void readsAChangedFileAndANewNameAgain() {
    put("a", 1);
    look();
    look();
    put("a", 2);
    put("b", 1);
    look();
    assertThat(look()).containsExactly("a", "b");
  }

  @Test
  void remembersOverARestartWhatItReadAndForgetsWhatIsGone() {
    put("a", 1);
    put("b", 1);
    look();
    look();
    watch = new FolderWatch(watch.read());
    folder.remove("b");
    look();
    assertThat(look()).isEmpty();
    assertThat(watch.read()).containsOnlyKeys("a");
  }

  @Test
  void markersWaitForEverythingElse() {
    put("a", 1);
    put("1.complete", 1);
    look();
    put("b", 1);
    assertThat(look()).containsExactly("a");
    assertThat(look()).containsExactly("b", "1.complete");
  }

  private void put(String name, long size) {
    folder.put(name, new Version(size, 0));
  }

  private List<String> look() {
    List<String> ready = watch.look(new TreeMap<>(folder));
    ready.forEach(watch::opened);
    return ready;
  }
}
