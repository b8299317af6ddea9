package dev.eventstore.bench.profile;

import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import one.convert.Arguments;
import one.convert.FlameGraph;

/**
 * Samples of stacks. Subtasks count together. Java's compiler is a thread among the others, and
 * left out of what is counted by frame: it takes much at first and little later.
 */
final class Stacks {
  private static final String BETWEEN = ";";

  /** Of all samples, in percent: what is less cannot be seen, and makes the page large. */
  private static final double NARROWEST = 0.1;

  private static final String COMPILER = "C[12] Compiler.*";

  private final FrameNames names = new FrameNames();
  private final Map<String, Long> stacks = new HashMap<>();
  private final Map<String, Long> threads = new HashMap<>();
  private final Map<String, Long> own = new HashMap<>();
  private final Map<String, Long> all = new HashMap<>();

  private Stacks() {}

  /** Reads the collapsed format: {@code thread;frame;frame count}, from the outermost frame on. */
  static Stacks read(Path file) throws IOException {
    Stacks stacks = new Stacks();
    try (Stream<String> lines = Files.lines(file)) {
      lines.forEach(stacks::add);
    }
    return stacks;
  }

  private void add(String line) {
    int space = line.lastIndexOf(' ');
    long count = Long.parseLong(line.substring(space + 1));
    String[] stack = line.substring(0, space).split(BETWEEN);
    stack[0] = FrameNames.ofThread(stack[0]);
    for (int i = 1; i < stack.length; i++) {
      stack[i] = names.ofFrame(stack[i]);
    }
    stacks.merge(String.join(BETWEEN, stack), count, Long::sum);
    threads.merge(stack[0], count, Long::sum);
    if (stack.length > 1 && !stack[0].matches(COMPILER)) {
      own.merge(stack[stack.length - 1], count, Long::sum);
      new HashSet<>(Arrays.asList(stack).subList(1, stack.length))
          .forEach(frame -> all.merge(frame, count, Long::sum));
    }
  }

  /** Samples by thread. */
  Map<String, Long> threads() {
    return threads;
  }

  /** Samples by the innermost frame. */
  Map<String, Long> own() {
    return own;
  }

  /** Samples that have the frame anywhere. */
  Map<String, Long> all() {
    return all;
  }

  /** An HTML page that needs nothing else. */
  void writeFlameGraph(String title, Path file) throws IOException {
    Arguments arguments = new Arguments();
    arguments.title = title;
    arguments.minwidth = NARROWEST;
    FlameGraph graph = new FlameGraph(arguments);
    graph.parseCollapsed(
        new StringReader(
            stacks.entrySet().stream()
                .map(stack -> stack.getKey() + " " + stack.getValue())
                .collect(Collectors.joining("\n"))));
    try (PrintStream out =
        new PrintStream(Files.newOutputStream(file), false, StandardCharsets.UTF_8)) {
      graph.dump(out);
    }
  }
}
