package dev.eventstore.text;

import java.util.Arrays;

/** What a line of a file is, seen as bytes. */
public final class Lines {
  private Lines() {}

  /** Whether there is nothing but ASCII white space. */
  public static boolean isBlank(byte[] line) {
    for (byte b : line) {
      if (b < 0 || b > ' ') {
        return false;
      }
    }
    return true;
  }

  /** The line without the mark that some programs put before UTF-8 text. */
  public static byte[] withoutByteOrderMark(byte[] line) {
    boolean marked =
        line.length >= 3
            && line[0] == (byte) 0xEF
            && line[1] == (byte) 0xBB
            && line[2] == (byte) 0xBF;
    return marked ? Arrays.copyOfRange(line, 3, line.length) : line;
  }
}
