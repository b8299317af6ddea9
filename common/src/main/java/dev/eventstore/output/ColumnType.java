package dev.eventstore.output;

import dev.eventstore.expression.ExpressionType;

/** What a column holds; its cells are the text that the record's JSON has for them. */
public enum ColumnType {
  STRING,
  /** 64-bit signed. */
  INTEGER,
  /** An integer that may pass 64 bits, such as a sum; at most 38 digits. */
  BIG_INTEGER,
  /** An integer that may pass 38 digits, such as a product of many. */
  ANY_INTEGER,
  /** Exact, of any scale. */
  DECIMAL,
  BOOLEAN,
  /** ISO-8601 in UTC. */
  TIMESTAMP,
  /** A map of string to string, as a JSON object. */
  STRINGS,
  /** A map of name to 64-bit count, as a JSON object. */
  COUNTS;

  static ColumnType of(ExpressionType type) {
    return valueOf(type.name());
  }

  boolean isNumber() {
    return this == INTEGER || this == BIG_INTEGER || this == ANY_INTEGER || this == DECIMAL;
  }
}
