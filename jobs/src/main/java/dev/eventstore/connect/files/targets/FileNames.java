package dev.eventstore.connect.files.targets;

import java.nio.charset.StandardCharsets;

/** Makes any text the name of a file or folder, on any file system. */
final class FileNames {
  private static final String PLAIN = "-_.";

  private FileNames() {}

  /** Percent-encodes every UTF-8 byte that is no ASCII letter or digit, nor one of {@code -_.}. */
  static String encode(String text) {
    StringBuilder name = new StringBuilder(text.length() + 16);
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xFF);
      if (isPlain(c)) {
        name.append(c);
      } else {
        name.append('%').append(String.format("%02X", (int) c));
      }
    }
    return name.toString();
  }

  private static boolean isPlain(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || PLAIN.indexOf(c) >= 0;
  }
}
