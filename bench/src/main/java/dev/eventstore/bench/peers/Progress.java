package dev.eventstore.bench.peers;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * How far a peer is, as its process tells it in a file.
 *
 * @param taken events so far
 * @param stateBytes what it keeps
 * @param others ids of the processes that do its work beside its own
 */
public record Progress(long taken, long stateBytes, List<Long> others) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Progress NONE = new Progress(0, 0, List.of());

  /** A reader sees the whole of it, or of the one before. */
  void write(Path folder) throws IOException {
    Path next = folder.resolve("progress.next");
    Files.write(next, JSON.writeValueAsBytes(this));
    Files.move(next, file(folder), StandardCopyOption.ATOMIC_MOVE);
  }

  static Progress read(Path folder) throws IOException {
    Path file = file(folder);
    return Files.exists(file) ? JSON.readValue(Files.readAllBytes(file), Progress.class) : NONE;
  }

  private static Path file(Path folder) {
    return folder.resolve("progress.json");
  }
}
