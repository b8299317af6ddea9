package dev.eventstore.avro;

import dev.eventstore.expression.LooseMap;
import dev.eventstore.text.Utf8;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.avro.Conversions;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;

/**
 * Makes of a record of Avro what the same record in JSON would be: decimals are exact numbers,
 * times are text in ISO 8601, bytes are text in base64. A float or double is the shortest decimal
 * that stands for it.
 */
public final class AvroValues {
  private AvroValues() {}

  /**
   * @throws CharacterCodingException where text is not in UTF-8
   * @throws DateTimeException where a time is beyond those that can be written
   */
  public static LooseMap record(IndexedRecord record) throws CharacterCodingException {
    LooseMap map = new LooseMap();
    for (Schema.Field field : record.getSchema().getFields()) {
      Object value = value(field.schema(), record.get(field.pos()));
      if (value != null) {
        map.put(field.name(), value);
      }
    }
    return map;
  }

  private static Object value(Schema schema, Object raw) throws CharacterCodingException {
    if (raw == null) {
      return null;
    }
    return switch (schema.getType()) {
      case UNION -> value(schema.getTypes().get(GenericData.get().resolveUnion(schema, raw)), raw);
      case RECORD -> record((IndexedRecord) raw);
      case MAP -> map(schema, (Map<?, ?>) raw);
      case ARRAY -> list(schema, (List<?>) raw);
      case INT, LONG -> whole(schema.getLogicalType(), ((Number) raw).longValue());
      case FLOAT, DOUBLE -> number(raw.toString());
      case BYTES -> bytes(schema.getLogicalType(), array((ByteBuffer) raw));
      case FIXED -> bytes(schema.getLogicalType(), ((GenericFixed) raw).bytes());
      case STRING -> text(raw);
      case ENUM -> raw.toString();
      case BOOLEAN -> raw;
      case NULL -> null;
    };
  }

  private static LooseMap map(Schema schema, Map<?, ?> raw) throws CharacterCodingException {
    LooseMap map = new LooseMap();
    for (Map.Entry<?, ?> entry : raw.entrySet()) {
      Object value = value(schema.getValueType(), entry.getValue());
      if (value != null) {
        map.put(text(entry.getKey()), value);
      }
    }
    return map;
  }

  private static List<Object> list(Schema schema, List<?> raw) throws CharacterCodingException {
    List<Object> list = new ArrayList<>();
    for (Object item : raw) {
      Object value = value(schema.getElementType(), item);
      list.add(value == null ? LooseMap.NULL : value);
    }
    return list;
  }

  /** Avro itself would put a replacement in the place of bytes that are no text. */
  private static String text(Object raw) throws CharacterCodingException {
    return raw instanceof org.apache.avro.util.Utf8 utf8
        ? Utf8.text(Arrays.copyOf(utf8.getBytes(), utf8.getByteLength()))
        : raw.toString();
  }

  private static Object number(String shortest) {
    try {
      return new BigDecimal(shortest);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private static Object whole(LogicalType type, long raw) {
    if (type instanceof LogicalTypes.TimestampMillis) {
      return instant(raw, 1_000).toString();
    }
    if (type instanceof LogicalTypes.TimestampMicros) {
      return instant(raw, 1_000_000).toString();
    }
    if (type instanceof LogicalTypes.TimestampNanos) {
      return instant(raw, 1_000_000_000).toString();
    }
    if (type instanceof LogicalTypes.LocalTimestampMillis) {
      return local(instant(raw, 1_000));
    }
    if (type instanceof LogicalTypes.LocalTimestampMicros) {
      return local(instant(raw, 1_000_000));
    }
    if (type instanceof LogicalTypes.LocalTimestampNanos) {
      return local(instant(raw, 1_000_000_000));
    }
    if (type instanceof LogicalTypes.Date) {
      return LocalDate.ofEpochDay(raw).toString();
    }
    if (type instanceof LogicalTypes.TimeMillis) {
      return LocalTime.ofNanoOfDay(Math.multiplyExact(raw, 1_000_000)).toString();
    }
    return type instanceof LogicalTypes.TimeMicros
        ? LocalTime.ofNanoOfDay(Math.multiplyExact(raw, 1_000)).toString()
        : (Object) raw;
  }

  private static Instant instant(long count, long perSecond) {
    long nanos = Math.floorMod(count, perSecond) * (1_000_000_000 / perSecond);
    return Instant.ofEpochSecond(Math.floorDiv(count, perSecond), nanos);
  }

  private static String local(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC).toLocalDateTime().toString();
  }

  private static Object bytes(LogicalType type, byte[] raw) {
    if (type instanceof LogicalTypes.Decimal decimal) {
      return new BigDecimal(new BigInteger(raw), decimal.getScale());
    }
    return type instanceof LogicalTypes.BigDecimal
        ? new Conversions.BigDecimalConversion().fromBytes(ByteBuffer.wrap(raw), null, type)
        : Base64.getEncoder().encodeToString(raw);
  }

  private static byte[] array(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
