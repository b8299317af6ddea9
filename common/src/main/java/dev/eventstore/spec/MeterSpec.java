package dev.eventstore.spec;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * A meter as written: operators in order, and the names of its targets. The map types keep the
 * order of the store file. While a store file is checked, what is refused of an operator already is
 * null.
 */
public record MeterSpec(String name, List<OperatorSpec> operators, List<String> targets)
    implements Serializable {

  /** Whether it says usage records; else the events themselves. */
  public boolean aggregates() {
    return operators.stream().anyMatch(Aggregate.class::isInstance);
  }

  public sealed interface OperatorSpec extends Serializable {}

  /** An operator of which nothing can be read: only while a store file is checked. */
  public record Refused() implements OperatorSpec {}

  /** Keeps the rows for which the expression is true. */
  public record Filter(String expression) implements OperatorSpec {}

  /** Adds or replaces columns, each from an expression over the columns before this operator. */
  public record Derive(Map<String, String> columns) implements OperatorSpec {}

  /**
   * Adds the columns that a table has for a key, as of the event's time.
   *
   * @param key the column to look up
   * @param as the name before the columns: {@code plan} for {@code plan.tier}
   */
  public record Lookup(TableSpec table, String key, String as, Missing missing)
      implements OperatorSpec {}

  /** What becomes of a row whose key the table does not have then. */
  public enum Missing {
    /** All columns of the table are null. */
    NULL,
    DROP,
    /** As {@link #DROP}, and quarantine is told. */
    QUARANTINE
  }

  /**
   * @param by the group: column names
   * @param values result column to call, such as {@code quantity: sum(gb)}
   */
  public record Aggregate(List<String> by, Map<String, String> values) implements OperatorSpec {}
}
