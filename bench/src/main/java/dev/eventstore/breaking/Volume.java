package dev.eventstore.breaking;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system of a limited size, in memory, that can be filled. Mounting it takes root. */
final class Volume implements AutoCloseable {
  private static final byte[] BLOCK = new byte[1 << 16];

  private final Path folder;

  private Volume(Path folder) {
    this.folder = folder;
  }

  /**
   * @throws IOException where this user may not mount
   */
  static Volume mount(Path folder, int megabytes) throws IOException {
    Files.createDirectories(folder);
    run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", folder.toString());
    return new Volume(folder);
  }

  /** Until not a byte more fits. */
  void fill() throws IOException {
    try (OutputStream out = Files.newOutputStream(filler())) {
      while (true) {
        out.write(BLOCK);
      }
    } catch (IOException e) {
      // It is full.
    }
  }

  void free() throws IOException {
    Files.deleteIfExists(filler());
  }

  private Path filler() {
    return folder.resolve("filler");
  }

  @Override
  public void close() throws IOException {
    run("umount", "--lazy", folder.toString());
  }

  private static void run(String... words) throws IOException {
    try {
      int exit =
          new ProcessBuilder(words)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor();
      if (exit != 0) {
        throw new IOException(String.join(" ", words) + " failed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
