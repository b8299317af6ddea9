package dev.eventstore.value;

/** The types a field can have in the store file, and the Java class that carries each value. */
public enum FieldType {
  /** {@link String}. */
  STRING,
  /** 64-bit signed {@link Long}. */
  INTEGER,
  /**
   * Exact {@link java.math.BigDecimal}, held without trailing zeros (see {@link Values#decimal}).
   */
  DECIMAL,
  /** {@link Boolean}. */
  BOOLEAN,
  /** {@link java.time.Instant}, at the precision it came with, down to nanoseconds. */
  TIMESTAMP,
  /** A map of string to string: {@link java.util.SortedMap}. */
  STRINGS;

  public boolean isNumeric() {
    return this == INTEGER || this == DECIMAL;
  }

  /** The word of the store file, such as {@code decimal}. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
