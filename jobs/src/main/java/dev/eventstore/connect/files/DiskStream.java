package dev.eventstore.connect.files;

import dev.eventstore.connect.ConnectException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A file's own bytes. Where the disk fails, that is told apart from content that cannot be read:
 * the one fails the job, the other is the file's fault.
 */
final class DiskStream extends FilterInputStream {
  private final String name;
  private final String folder;

  DiskStream(InputStream in, String name, String folder) {
    super(in);
    this.name = name;
    this.folder = folder;
  }

  @Override
  public int read() throws IOException {
    try {
      return super.read();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    try {
      return super.read(into, offset, length);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private ConnectException failed(IOException cause) {
    return new ConnectException(
        "file "
            + name
            + " in "
            + folder
            + " cannot be read: "
            + cause.getMessage()
            + "; look at the disk",
        cause);
  }

  /** Throws the failure of a disk that is behind another one. */
  static void rethrow(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException disk) {
        throw disk;
      }
    }
  }
}
