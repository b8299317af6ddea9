package dev.eventstore.meter;

import dev.eventstore.expression.Expression;
import dev.eventstore.expression.ExpressionException;
import dev.eventstore.spec.MeterSpec.Lookup;
import dev.eventstore.table.Tables;
import java.util.Arrays;

/** One step of a meter over a row. */
interface Step {
  /** Whether the row goes on. */
  boolean apply(Row row);

  /** Whether it changes the column at a place. */
  default boolean sets(int place) {
    return false;
  }

  /** Is told of keys that quarantine is to know of. */
  interface MissingRows {
    void missing(Lookup lookup, Object key);
  }

  /** Takes the tables it looks up, before any row. */
  default void prepare(Tables tables, MissingRows missing) {}

  /** Makes null what it would compute. */
  default void clear(Row row) {}

  record FilterStep(Expression condition) implements Step {
    @Override
    public boolean apply(Row row) {
      return Boolean.TRUE.equals(orNull(condition, row));
    }
  }

  /** Computes columns from those before it. */
  record DeriveStep(int[] places, Expression[] expressions) implements Step {
    @Override
    public boolean apply(Row row) {
      Object[] derived = new Object[expressions.length];
      for (int i = 0; i < derived.length; i++) {
        derived[i] = orNull(expressions[i], row);
      }
      for (int i = 0; i < derived.length; i++) {
        row.set(places[i], derived[i]);
      }
      return true;
    }

    @Override
    public boolean sets(int place) {
      return Arrays.stream(places).anyMatch(set -> set == place);
    }

    @Override
    public void clear(Row row) {
      for (int place : places) {
        row.set(place, null);
      }
    }
  }

  /** An expression that fails on a row, such as a division by zero, is null there. */
  static Object orNull(Expression expression, Row row) {
    try {
      return expression.evaluate(row);
    } catch (ExpressionException e) {
      return null;
    }
  }
}
