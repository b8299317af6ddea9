package dev.eventstore.connect.files;

import dev.eventstore.expression.LooseMap;
import dev.eventstore.text.Utf8;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.EnumLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.JsonLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.UUIDLogicalTypeAnnotation;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;

/**
 * Makes of a row of Parquet what the same row in JSON would be: decimals are exact numbers, times
 * are text in ISO 8601, bytes that are no text are base64. A float or double is the shortest
 * decimal that stands for it.
 */
final class ParquetValues {
  private static final long JULIAN_EPOCH = 2_440_588;

  private ParquetValues() {}

  static LooseMap record(Group row) throws CharacterCodingException {
    LooseMap map = new LooseMap();
    GroupType type = row.getType();
    for (int i = 0; i < type.getFieldCount(); i++) {
      Object value = field(row, i);
      if (value != null) {
        map.put(type.getFieldName(i), value);
      }
    }
    return map;
  }

  private static Object field(Group group, int field) throws CharacterCodingException {
    int count = group.getFieldRepetitionCount(field);
    if (!group.getType().getType(field).isRepetition(Repetition.REPEATED)) {
      return count == 0 ? null : value(group, field, 0);
    }
    List<Object> list = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      list.add(value(group, field, i));
    }
    return list;
  }

  private static Object value(Group group, int field, int index) throws CharacterCodingException {
    Type type = group.getType().getType(field);
    LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
    if (!type.isPrimitive()) {
      Group value = group.getGroup(field, index);
      if (logical instanceof ListLogicalTypeAnnotation) {
        return list(value);
      }
      return logical instanceof MapLogicalTypeAnnotation ? map(value) : record(value);
    }
    return switch (type.asPrimitiveType().getPrimitiveTypeName()) {
      case BOOLEAN -> group.getBoolean(field, index);
      case INT32 -> whole(logical, group.getInteger(field, index), Integer.SIZE);
      case INT64 -> whole(logical, group.getLong(field, index), Long.SIZE);
      case FLOAT -> number(Float.toString(group.getFloat(field, index)));
      case DOUBLE -> number(Double.toString(group.getDouble(field, index)));
      case INT96 -> int96(group.getInt96(field, index));
      case BINARY, FIXED_LEN_BYTE_ARRAY -> bytes(logical, group.getBinary(field, index));
    };
  }

  /** Of the usual three levels; of two, as old writers have it, the repeated field is the item. */
  private static List<Object> list(Group group) throws CharacterCodingException {
    List<Object> list = new ArrayList<>();
    Type repeated = group.getType().getType(0);
    boolean isWrapped = !repeated.isPrimitive() && repeated.asGroupType().getFieldCount() == 1;
    for (int i = 0; i < group.getFieldRepetitionCount(0); i++) {
      Object item = isWrapped ? field(group.getGroup(0, i), 0) : value(group, 0, i);
      list.add(item == null ? LooseMap.NULL : item);
    }
    return list;
  }

  private static LooseMap map(Group group) throws CharacterCodingException {
    LooseMap map = new LooseMap();
    for (int i = 0; i < group.getFieldRepetitionCount(0); i++) {
      Group entry = group.getGroup(0, i);
      Object value = entry.getType().getFieldCount() > 1 ? field(entry, 1) : null;
      if (value != null) {
        map.put(String.valueOf(field(entry, 0)), value);
      }
    }
    return map;
  }

  private static Object number(String shortest) {
    try {
      return new BigDecimal(shortest);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private static Object whole(LogicalTypeAnnotation logical, long raw, int bits) {
    if (logical instanceof DecimalLogicalTypeAnnotation decimal) {
      return BigDecimal.valueOf(raw, decimal.getScale());
    }
    if (logical instanceof TimestampLogicalTypeAnnotation timestamp) {
      Instant instant = instant(raw, perSecond(timestamp.getUnit()));
      return timestamp.isAdjustedToUTC()
          ? instant.toString()
          : instant.atOffset(ZoneOffset.UTC).toLocalDateTime().toString();
    }
    if (logical instanceof DateLogicalTypeAnnotation) {
      return LocalDate.ofEpochDay(raw).toString();
    }
    if (logical instanceof TimeLogicalTypeAnnotation time) {
      return LocalTime.ofNanoOfDay(
              Math.multiplyExact(raw, 1_000_000_000 / perSecond(time.getUnit())))
          .toString();
    }
    if (logical instanceof IntLogicalTypeAnnotation integer && !integer.isSigned() && raw < 0) {
      return bits == Integer.SIZE
          ? (Object) Integer.toUnsignedLong((int) raw)
          : new BigDecimal(Long.toUnsignedString(raw));
    }
    return raw;
  }

  private static long perSecond(TimeUnit unit) {
    return switch (unit) {
      case MILLIS -> 1_000;
      case MICROS -> 1_000_000;
      case NANOS -> 1_000_000_000;
    };
  }

  private static Instant instant(long count, long perSecond) {
    long nanos = Math.floorMod(count, perSecond) * (1_000_000_000 / perSecond);
    return Instant.ofEpochSecond(Math.floorDiv(count, perSecond), nanos);
  }

  /** A timestamp as old writers have it: nanoseconds of the day, then the Julian day. */
  private static String int96(Binary raw) {
    ByteBuffer bytes = raw.toByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    long nanos = bytes.getLong(bytes.position());
    long day = bytes.getInt(bytes.position() + Long.BYTES) - JULIAN_EPOCH;
    return Instant.ofEpochSecond(day * 86_400, nanos).toString();
  }

  private static Object bytes(LogicalTypeAnnotation logical, Binary raw)
      throws CharacterCodingException {
    if (logical instanceof StringLogicalTypeAnnotation
        || logical instanceof EnumLogicalTypeAnnotation
        || logical instanceof JsonLogicalTypeAnnotation) {
      return Utf8.text(raw.getBytes());
    }
    if (logical instanceof DecimalLogicalTypeAnnotation decimal) {
      return new BigDecimal(new BigInteger(raw.getBytes()), decimal.getScale());
    }
    if (logical instanceof UUIDLogicalTypeAnnotation) {
      ByteBuffer bytes = raw.toByteBuffer();
      return new UUID(bytes.getLong(bytes.position()), bytes.getLong(bytes.position() + Long.BYTES))
          .toString();
    }
    return Base64.getEncoder().encodeToString(raw.getBytes());
  }
}
