package dev.eventstore.spec;

import java.io.Serializable;
import java.util.List;

/**
 * When a complete period is published.
 *
 * @param approvalRequired whether each period waits for a named person
 * @param checks own checks, beside those that are built in
 */
public record ReleaseSpec(boolean approvalRequired, List<Check> checks) implements Serializable {
  /**
   * @param expect CEL over the period's tallies: true where the period may be published
   */
  public record Check(String name, String expect) implements Serializable {}
}
