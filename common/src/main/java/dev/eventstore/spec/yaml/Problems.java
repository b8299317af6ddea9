package dev.eventstore.spec.yaml;

import dev.eventstore.spec.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Gathers everything wrong in one file. The first problem of a path stands; more only repeat it.
 */
public final class Problems {
  private final String file;
  private final List<Problem> found = new ArrayList<>();
  private final Set<String> paths = new HashSet<>();

  public Problems(String file) {
    this.file = file;
  }

  public String file() {
    return file;
  }

  public void at(Node node, String message) {
    at(node.line(), node.path(), message);
  }

  public void at(int line, String path, String message) {
    if (paths.add(path) || path.isEmpty()) {
      found.add(new Problem(file, line, path, message));
    }
  }

  /**
   * Passes on what another part says of a value: not where the value came from the environment,
   * because its message might show it.
   */
  public void reported(Node.Scalar value, String message) {
    at(
        value,
        value.fromEnvironment()
            ? "the value of " + value.written() + " does not fit here; correct the variable"
            : message);
  }

  /** Whether the node is already known to be wrong. */
  public boolean has(Node node) {
    return paths.contains(node.path());
  }

  /** Whether anything at this path, or below it, is known to be wrong. */
  public boolean hasWithin(String path) {
    return paths.stream()
        .anyMatch(
            wrong ->
                wrong.equals(path) || wrong.startsWith(path + ".") || wrong.startsWith(path + "["));
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  /** All of them, by line. */
  public List<Problem> list() {
    return found.stream().sorted(Comparator.comparingInt(Problem::line)).toList();
  }
}
