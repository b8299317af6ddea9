package dev.eventstore.decode;

import dev.eventstore.event.Position.KafkaPosition;
import dev.eventstore.event.SourceRecord;
import dev.eventstore.period.PeriodCalendar;
import dev.eventstore.spec.ChannelSpec;
import dev.eventstore.spec.KafkaProperties;
import dev.eventstore.spec.ReleaseSpec;
import dev.eventstore.spec.Retention;
import dev.eventstore.spec.SourceSpec;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.value.EventSchema;
import dev.eventstore.value.Field;
import dev.eventstore.value.FieldType;
import dev.eventstore.value.TimestampFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Stores and records for tests of decoding. */
public final class Stores {
  static final Instant ARRIVAL = Instant.parse("2026-10-05T13:00:00Z");

  private static final List<Field> IMPLIED =
      List.of(
          new Field("id", FieldType.STRING, true, TimestampFormat.ISO),
          new Field("account", FieldType.STRING, true, TimestampFormat.ISO),
          new Field("at", FieldType.TIMESTAMP, true, TimestampFormat.ISO));

  private Stores() {}

  public static Field field(String name, FieldType type) {
    return new Field(name, type, false, TimestampFormat.ISO);
  }

  public static Field required(String name, FieldType type) {
    return new Field(name, type, true, TimestampFormat.ISO);
  }

  /** Id, account (the key) and at (the time), then these. */
  public static EventSchema schema(Field... more) {
    List<Field> fields = new ArrayList<>(IMPLIED);
    fields.addAll(List.of(more));
    return new EventSchema(fields, List.of("id"), List.of("account"), "at", null);
  }

  static SourceSpec source(String filter, Map<String, String> fields) {
    return source(SourceSpec.Format.JSON, filter, fields);
  }

  static SourceSpec source(SourceSpec.Format format, String filter, Map<String, String> fields) {
    return new SourceSpec(
        "eu",
        "eu",
        0,
        new SourceSpec.KafkaInput("usage.eu", KafkaProperties.none()),
        format,
        filter,
        fields,
        new SourceSpec.Marker());
  }

  /** A store of months in UTC that takes events a day ahead. */
  static StoreSpec store(EventSchema schema, SourceSpec source) {
    ChannelSpec none = new ChannelSpec.BesideCheckpoints("none");
    return new StoreSpec(
        "usage",
        KafkaProperties.none(),
        schema,
        PeriodCalendar.of("month", ZoneId.of("UTC"), null),
        Retention.parse("P13M"),
        StoreSpec.Conflicts.LATEST,
        StoreSpec.Late.REVISE,
        Duration.ZERO,
        Duration.ofDays(1),
        1,
        List.of(source),
        List.of(),
        List.of(),
        none,
        none,
        none,
        new ReleaseSpec(false, List.of()));
  }

  static Decoder decoder(EventSchema schema, SourceSpec source) {
    return Decoders.of(store(schema, source), source);
  }

  static SourceRecord record(String json) {
    return record(json, ARRIVAL, ARRIVAL);
  }

  static SourceRecord record(String json, Instant timestamp, Instant read) {
    return new SourceRecord(
        new KafkaPosition("usage.eu", 0, 0),
        0,
        false,
        timestamp,
        read.toEpochMilli(),
        json.getBytes(StandardCharsets.UTF_8));
  }

  static SourceRecord withHeader(String json) {
    SourceRecord plain = record(json);
    return new SourceRecord(
        plain.position(), 0, true, plain.timestamp(), plain.received(), plain.bytes());
  }
}
