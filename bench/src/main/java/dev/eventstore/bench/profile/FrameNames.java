package dev.eventstore.bench.profile;

import java.util.HashMap;
import java.util.Map;

/** Names without the numbers that make one thing many: of subtasks, lambdas, folders of a run. */
final class FrameNames {
  private final Map<String, String> frames = new HashMap<>();

  /** {@code [store (1/2)#0 tid=88]} is {@code store}, {@code [rocksdb:low0 tid=71]} the like. */
  static String ofThread(String thread) {
    return thread
        .replaceAll(" tid=\\d+\\]$", "]")
        .replaceAll("( \\(\\d+/\\d+\\))?[#-]?\\d+\\]$", "]")
        .replaceAll("^\\[|\\]$", "");
  }

  String ofFrame(String frame) {
    return frames.computeIfAbsent(frame, FrameNames::shortened);
  }

  private static String shortened(String frame) {
    return frame.startsWith("/")
        ? frame.substring(frame.lastIndexOf('/') + 1)
        : frame.replaceAll("(\\$\\$Lambda)?(\\$\\d+)?\\.0x[0-9a-f]{8,}", "$1");
  }
}
