package dev.eventstore.connect.files;

import dev.eventstore.connect.WallClock;
import dev.eventstore.connect.files.InputFolder.Version;
import java.io.Serializable;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** Which file of a folder is read next. For one thread. */
interface FileQueue {
  /** The name of a file that is to be read now, or null. */
  String next();

  /** Whether no more files will come. */
  boolean isOver();

  /** When everything that was there had been read; once for each time that was found. */
  OptionalLong caughtUpAt();

  /** Done when it is worth asking for the next file. */
  CompletableFuture<Void> isAvailable();

  /** How much is left, but for the file that was taken last; 0 where that is not known. */
  default long pendingBytes() {
    return 0;
  }

  /** What is to be kept, so that a file is not read again. */
  Map<String, Version> read();

  /** Makes the queue that goes on where reading was. */
  @FunctionalInterface
  interface Factory extends Serializable {
    FileQueue open(InputFolder folder, FolderSplit split, WallClock clock);
  }
}
