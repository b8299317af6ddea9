package dev.eventstore.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Where the REST API of a store's local run is: a file of the run's folder. */
public final class ClusterAddress {
  private ClusterAddress() {}

  /** Notes it while the store runs. */
  public static void write(Path folder, String url) throws IOException {
    URI rest = URI.create(url);
    Files.writeString(file(folder), rest.getHost() + ":" + rest.getPort() + "\n");
  }

  /** {@code host:port} of the last run there was, which may have been killed. */
  public static Optional<String> read(Path folder) {
    try {
      return Optional.of(Files.readString(file(folder)).strip());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the folder " + folder + " cannot be read; check its rights", e);
    }
  }

  /** Until a store runs there again, there is none. */
  public static void forget(Path folder) throws IOException {
    Files.deleteIfExists(file(folder));
  }

  private static Path file(Path folder) {
    return folder.resolve("jobmanager");
  }
}
