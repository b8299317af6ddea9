package dev.eventstore.meter;

import dev.eventstore.expression.ExpressionType;
import dev.eventstore.expression.IntegerRange;
import dev.eventstore.meter.aggregate.Accumulator;
import dev.eventstore.meter.aggregate.EventPlace;
import dev.eventstore.period.Period;
import dev.eventstore.spec.MeterSpec;
import dev.eventstore.table.TableException;
import dev.eventstore.table.Tables;
import dev.eventstore.usage.EventRow;
import dev.eventstore.usage.MeterInfo;
import dev.eventstore.value.Digest;
import dev.eventstore.value.EventSchema;
import dev.eventstore.value.KnownFields;
import dev.eventstore.value.ValueWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One meter, compiled: operators over released events, one event after the other. */
public final class Meter {
  private static final int VERSION_DIGITS = 12;

  private final String name;
  private final String version;
  private final List<Step> before;
  private final List<Step> after;
  private final Aggregation aggregation;
  private final Columns result;
  private final List<String> resultColumns;
  private final Row row;
  private final Row resultRow;
  private final int[] identity;
  private final ValueWriter writer = new ValueWriter();

  Meter(EventSchema schema, MeterSpec spec) {
    MeterCompiler compiled =
        new MeterCompiler(
            KnownFields.of(schema),
            spec,
            (place, problem) -> {
              throw new IllegalArgumentException(
                  "meter " + spec.name() + ": " + place + ": " + problem);
            });
    this.name = spec.name();
    this.version =
        Digest.of(compiled.definition(schema).getBytes(StandardCharsets.UTF_8))
            .toString()
            .substring(0, VERSION_DIGITS);
    this.before = compiled.before();
    this.after = compiled.after();
    this.aggregation = compiled.aggregation();
    this.result = compiled.columns();
    this.resultColumns = result.names();
    this.row = new Row(compiled.eventColumns());
    this.resultRow = new Row(result);
    this.identity =
        Stream.concat(schema.id().stream(), schema.key().stream())
            .mapToInt(schema::indexOf)
            .toArray();
  }

  public String name() {
    return name;
  }

  /**
   * Names the definition: 12 hexadecimal digits that change with the operators, and with the types
   * of what they aggregate.
   */
  public String version() {
    return version;
  }

  /**
   * Takes the tables of its lookups.
   *
   * @throws TableException where one cannot be read
   */
  void lookUpIn(Tables tables, Consumer<MissingRow> missing) {
    for (Step step : before) {
      step.prepare(
          tables,
          (lookup, key) ->
              missing.accept(new MissingRow(name, lookup.table().name(), lookup.key(), key)));
    }
  }

  /** What its usage records say of it. */
  public MeterInfo info() {
    return new MeterInfo(name, version);
  }

  /** Whether it says usage records; else the events themselves. */
  public boolean aggregates() {
    return aggregation != null;
  }

  /** The columns of the group. */
  public List<String> groups() {
    return aggregation.groups();
  }

  /** The columns of the values, derived ones included. */
  public List<String> values() {
    return resultColumns.subList(aggregation.groups().size(), resultColumns.size());
  }

  /** The columns of what it says, in their order: of the group and the values, or of the event. */
  public List<String> columns() {
    return resultColumns;
  }

  public ExpressionType type(String column) {
    return result.type(column);
  }

  /** The bounds of a column's values, where they are integers. */
  public IntegerRange range(String column) {
    return result.range(column);
  }

  /** Whether a value counts something: never negative, and within 64 bits. */
  public boolean counts(String value) {
    int call = values().indexOf(value);
    return call < aggregation.calls().size()
        && aggregation.calls().get(call).function().counts()
        && after.stream().noneMatch(step -> step.sets(result.indexOf(value)));
  }

  /**
   * The event as this meter without aggregate says it, or empty where a filter keeps it out.
   *
   * @see EventRow
   */
  public Optional<byte[]> emit(ReleasedEvent event) {
    return passes(event)
        ? Optional.of(EventRow.write(event.values(), identity, resultColumns, row.values()))
        : Optional.empty();
  }

  /** The group an event belongs to, as canonical bytes; empty where a filter keeps it out. */
  Optional<byte[]> group(ReleasedEvent event) {
    return passes(event)
        ? Optional.of(writer.reset().tuple(row.values(), aggregation.places()).toBytes())
        : Optional.empty();
  }

  /** Adds the event of the last {@link #group} to accumulators. */
  void add(Accumulator<?>[] accumulators, ReleasedEvent event) {
    EventPlace place = null;
    for (int i = 0; i < accumulators.length; i++) {
      AggregateCall call = aggregation.calls().get(i);
      Object value = call.argument() == null ? Boolean.TRUE : Step.orNull(call.argument(), row);
      if (value != null) {
        place = place == null ? place(event) : place;
        accumulators[i].add(value, place);
      }
    }
  }

  Accumulator<?>[] newAccumulators() {
    Accumulator<?>[] accumulators = new Accumulator<?>[aggregation.calls().size()];
    for (int i = 0; i < accumulators.length; i++) {
      accumulators[i] = aggregation.calls().get(i).newAccumulator();
    }
    return accumulators;
  }

  /**
   * The values of a group: results of the aggregate, and what is derived from them. Of a group that
   * is left without events what is derived is null (contract 3.6).
   */
  Object[] results(Iterator<Object> group, Contribution total, Period period) {
    Accumulator<?>[] accumulators = total.accumulators();
    int groups = aggregation.groups().size();
    Object[] first = new Object[groups + accumulators.length];
    for (int i = 0; i < groups; i++) {
      first[i] = group.next();
    }
    for (int i = 0; i < accumulators.length; i++) {
      first[groups + i] = accumulators[i].result(period);
    }
    resultRow.fill(first);
    for (Step step : after) {
      if (total.events() == 0) {
        step.clear(resultRow);
      } else {
        step.apply(resultRow);
      }
    }
    return Arrays.copyOfRange(resultRow.values(), groups, resultColumns.size());
  }

  private boolean passes(ReleasedEvent event) {
    row.fill(event.values(), event.time());
    for (Step step : before) {
      if (!step.apply(row)) {
        return false;
      }
    }
    return true;
  }

  private EventPlace place(ReleasedEvent event) {
    Object[] id = new Object[identity.length];
    for (int i = 0; i < id.length; i++) {
      id[i] = event.values()[identity[i]];
    }
    return new EventPlace(event.time(), event.version(), id);
  }
}
