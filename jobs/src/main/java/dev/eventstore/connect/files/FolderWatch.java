package dev.eventstore.connect.files;

import dev.eventstore.connect.files.InputFolder.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Decides which files of a monitored folder are to be read. A file is read when two looks in a row
 * found it the same, so that one that is being written is left alone, and once for each content it
 * has: one that was changed after it was read is read again, and its events are duplicates. Files
 * of markers wait until nothing else does.
 */
final class FolderWatch {
  private final Map<String, Version> read;
  private Map<String, Version> last = Map.of();
  private boolean idle;

  /**
   * @param read the files that were read before
   */
  FolderWatch(Map<String, Version> read) {
    this.read = new TreeMap<>(read);
  }

  /**
   * Takes in what is there now, in {@link InputFolder#ORDER}, and answers what can be read, in the
   * order to read it.
   */
  List<String> look(SortedMap<String, Version> now) {
    read.keySet().retainAll(now.keySet());
    List<String> ready = new ArrayList<>();
    boolean waits = false;
    for (Map.Entry<String, Version> file : now.entrySet()) {
      String name = file.getKey();
      if (!file.getValue().equals(read.get(name))) {
        boolean rests = file.getValue().equals(last.get(name));
        if (rests && !(waits && InputFolder.holdsMarkers(name))) {
          ready.add(name);
        } else {
          waits = true;
        }
      }
    }
    last = now;
    idle = ready.isEmpty() && !waits;
    return ready;
  }

  /** Whether the last look found nothing that was not read. */
  boolean isIdle() {
    return idle;
  }

  /** A file is being read, as it was at the last look. */
  void opened(String name) {
    read.put(name, last.get(name));
  }

  /** The files that were read and are still there. */
  Map<String, Version> read() {
    return Map.copyOf(read);
  }
}
