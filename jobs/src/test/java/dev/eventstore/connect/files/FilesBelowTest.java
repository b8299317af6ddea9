package dev.eventstore.connect.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesBelowTest {
  private static final int LOOKS = 2_000;

  @TempDir Path folder;

  @Test
  void findsFilesInFoldersAndThroughLinks() throws IOException {
    Path there = Files.createDirectories(folder.resolve("a/b")).resolve("file");
    Files.writeString(there, "");
    Files.createSymbolicLink(folder.resolve("link"), there);
    Files.createSymbolicLink(folder.resolve("nowhere"), folder.resolve("gone"));

    assertThat(FilesBelow.of(folder)).containsExactlyInAnyOrder(there, folder.resolve("link"));
  }

  /** As one that writes under a name of its own and renames when it is done. */
  @Test
  void whatGoesAwayWhileItIsListedIsLeftOut() throws Exception {
    Path stays = Files.writeString(folder.resolve("stays"), "");
    AtomicBoolean done = new AtomicBoolean();
    CompletableFuture<Void> writer =
        CompletableFuture.runAsync(
            () -> {
              try {
                while (!done.get()) {
                  Path made = Files.createDirectory(folder.resolve("made"));
                  Path unfinished = Files.createFile(made.resolve(".x.tmp"));
                  Files.delete(Files.move(unfinished, made.resolve("x")));
                  Files.delete(made);
                }
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    try {
      for (int i = 0; i < LOOKS; i++) {
        assertThat(FilesBelow.of(folder)).contains(stays);
      }
    } finally {
      done.set(true);
      writer.join();
    }
  }
}
