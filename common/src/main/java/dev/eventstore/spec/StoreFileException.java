package dev.eventstore.spec;

import java.util.List;
import java.util.stream.Collectors;

/** Store files that are refused, with everything that is wrong in them. */
public final class StoreFileException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /**
   * @param problems at least one
   */
  public StoreFileException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** All problems, by file and line. */
  public List<Problem> problems() {
    return problems;
  }
}
