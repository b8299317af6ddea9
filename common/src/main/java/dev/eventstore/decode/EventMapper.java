package dev.eventstore.decode;

import dev.eventstore.event.BadValueException;
import dev.eventstore.event.Decoded;
import dev.eventstore.event.Decoded.Accepted;
import dev.eventstore.event.Decoded.Ignored;
import dev.eventstore.event.Decoded.Refused;
import dev.eventstore.event.FieldValues;
import dev.eventstore.event.RefusalCode;
import dev.eventstore.event.Shown;
import dev.eventstore.event.SourceRecord;
import dev.eventstore.expression.Expression;
import dev.eventstore.expression.ExpressionCompiler;
import dev.eventstore.expression.ExpressionException;
import dev.eventstore.expression.ExpressionType;
import dev.eventstore.expression.LooseMap;
import dev.eventstore.spec.SourceSpec;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.value.EventSchema;
import dev.eventstore.value.Field;
import dev.eventstore.value.FieldType;
import dev.eventstore.value.Values;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Makes an event of what a record holds, whatever its format: filters, maps, checks (contract 3.1).
 */
final class EventMapper {
  static final Map<String, ExpressionType> NAMES = Map.of("record", ExpressionType.DYNAMIC);

  private final EventSchema schema;
  private final Duration ahead;
  private final Expression filter;
  private final Expression[] expressions;
  private final FieldValues[] fields;
  private boolean needsRecord;

  EventMapper(StoreSpec spec, SourceSpec source) {
    this.schema = spec.event();
    this.ahead = spec.ahead();
    ExpressionCompiler compiler = new ExpressionCompiler(NAMES);
    this.filter = source.filter() == null ? null : compiler.compile(source.filter());
    this.expressions = new Expression[schema.size()];
    this.fields = new FieldValues[schema.size()];
    for (int i = 0; i < schema.size(); i++) {
      String expression = source.fields().get(schema.field(i).name());
      expressions[i] = expression == null ? null : compiler.compile(expression);
      fields[i] = new FieldValues(schema.field(i));
      needsRecord |= expression != null;
    }
    needsRecord |= filter != null;
  }

  /** Whether expressions read the record, so that all of it is needed. */
  boolean needsRecord() {
    return needsRecord;
  }

  /** Whether a field is taken from the record by its name. */
  boolean isByName(int field) {
    return expressions[field] == null;
  }

  /**
   * @param byName what the record holds under each field's name, null where nothing
   * @param whole the record, where {@link #needsRecord}
   */
  Decoded map(Object[] byName, LooseMap whole, SourceRecord origin) {
    if (filter != null) {
      Decoded filtered = filtered(whole);
      if (filtered != null) {
        return filtered;
      }
    }
    Object[] values = new Object[fields.length];
    Refused first = null;
    for (int i = 0; i < fields.length; i++) {
      Refused refused = fill(values, i, byName[i], whole);
      first = first == null ? refused : first;
    }
    Instant time = time(values, origin);
    if (first != null) {
      return new Refused(first.code(), first.message(), first.field(), time);
    }
    return isTooFarAhead(time, origin) ? tooFarAhead(time) : new Accepted(values, time);
  }

  /** What becomes of a record that is not kept, or null. */
  private Decoded filtered(LooseMap whole) {
    try {
      Object result = filter.evaluate(name -> whole);
      Object kept = result instanceof String text ? Values.bool(text) : result;
      if (result == null || Boolean.FALSE.equals(kept)) {
        return new Ignored();
      }
      return Boolean.TRUE.equals(kept)
          ? null
          : filterFailed("its result is " + Shown.of(result) + " and not true or false");
    } catch (ExpressionException e) {
      return filterFailed(e.getMessage());
    }
  }

  private static Refused filterFailed(String why) {
    return new Refused(RefusalCode.FILTER_FAILED, "the source's filter failed: " + why, null, null);
  }

  private Refused fill(Object[] values, int i, Object byName, LooseMap whole) {
    Field field = schema.field(i);
    try {
      Object raw = expressions[i] == null ? byName : expressions[i].evaluate(name -> whole);
      if (raw != null) {
        values[i] = fields[i].of(raw);
      } else if (field.required()) {
        return new Refused(
            RefusalCode.MISSING_FIELD, "'" + field.name() + "' is missing", field.name(), null);
      }
      return null;
    } catch (BadValueException e) {
      return refused(field, e.code(), e.getMessage());
    } catch (ExpressionException e) {
      RefusalCode code =
          field.type() == FieldType.TIMESTAMP ? RefusalCode.BAD_TIME : RefusalCode.WRONG_TYPE;
      return refused(field, code, "cannot be computed: " + e.getMessage());
    }
  }

  private static Refused refused(Field field, RefusalCode code, String why) {
    return new Refused(code, "'" + field.name() + "' " + why, field.name(), null);
  }

  private Instant time(Object[] values, SourceRecord origin) {
    return schema.timeField().isPresent()
        ? (Instant) values[schema.timeField().getAsInt()]
        : origin.timestamp();
  }

  /**
   * Arrival is what the broker says of it; no record arrives after it was read. So a record whose
   * own timestamp is the event's time is measured by when it was read.
   */
  private boolean isTooFarAhead(Instant time, SourceRecord origin) {
    Instant read = Instant.ofEpochMilli(origin.received());
    Instant arrival = origin.timestamp().isBefore(read) ? origin.timestamp() : read;
    return time.isAfter(arrival.plus(ahead));
  }

  private Refused tooFarAhead(Instant time) {
    if (schema.timeField().isEmpty()) {
      return new Refused(
          RefusalCode.TOO_FAR_AHEAD,
          "its timestamp is " + time + ", more than " + ahead + " after it was read",
          null,
          time);
    }
    String name = schema.field(schema.timeField().getAsInt()).name();
    return new Refused(
        RefusalCode.TOO_FAR_AHEAD,
        "'" + name + "' is " + time + ", more than " + ahead + " after the record's arrival",
        name,
        time);
  }
}
