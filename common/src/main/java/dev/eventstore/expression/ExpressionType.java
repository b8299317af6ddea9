package dev.eventstore.expression;

import dev.eventstore.value.FieldType;

/** What an expression, or a name in one, can be. */
public enum ExpressionType {
  STRING,
  INTEGER,
  DECIMAL,
  BOOLEAN,
  TIMESTAMP,
  STRINGS,
  /** All that was looked up in a table: it is there or null, and its columns have names. */
  OBJECT,
  /** Known only when it runs: an incoming record, and whatever is taken from it. */
  DYNAMIC;

  public static ExpressionType of(FieldType type) {
    return valueOf(type.name());
  }
}
