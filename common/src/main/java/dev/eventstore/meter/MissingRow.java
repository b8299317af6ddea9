package dev.eventstore.meter;

/**
 * A key that a table does not have at an event's time, where the lookup says {@code missing:
 * quarantine}.
 *
 * @param column the column that was looked up
 * @param key its value, or null
 */
public record MissingRow(String meter, String table, String column, Object key) {
  /** One sentence with the remedy. */
  public String message() {
    return "meter '"
        + meter
        + "': table '"
        + table
        + "' has no row for "
        + (key == null ? "null" : "'" + key + "'")
        + " then; write the row and reprocess the period";
  }
}
