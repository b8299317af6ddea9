package dev.eventstore.connect.files;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Remembers the last bytes that were read. */
final class TailStream extends FilterInputStream {
  private byte[] tail = {};
  private final int length;

  TailStream(InputStream in, int length) {
    super(in);
    this.length = length;
  }

  /** At most the number of bytes that was asked for. */
  byte[] tail() {
    return tail;
  }

  @Override
  public int read() throws IOException {
    int next = super.read();
    if (next >= 0) {
      keep(new byte[] {(byte) next}, 0, 1);
    }
    return next;
  }

  @Override
  public int read(byte[] into, int offset, int most) throws IOException {
    int read = super.read(into, offset, most);
    if (read > 0) {
      keep(into, offset, read);
    }
    return read;
  }

  private void keep(byte[] bytes, int offset, int count) {
    int fresh = Math.min(count, length);
    int old = Math.min(tail.length, length - fresh);
    byte[] kept = Arrays.copyOfRange(tail, tail.length - old, tail.length + fresh);
    System.arraycopy(bytes, offset + count - fresh, kept, old, fresh);
    tail = kept;
  }
}
