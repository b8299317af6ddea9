package dev.eventstore.query;

import dev.eventstore.value.FieldType;
import dev.eventstore.value.Values;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.DataType;

/** The store's values as Flink's tables hold them. */
final class SqlValues {
  static final DataType STRINGS = DataTypes.MAP(DataTypes.STRING(), DataTypes.STRING());
  static final DataType TIME = DataTypes.TIMESTAMP_LTZ(9);

  private SqlValues() {}

  /**
   * @param scale how many digits a decimal has after the point
   */
  static DataType type(FieldType type, int scale) {
    return switch (type) {
      case STRING -> DataTypes.STRING();
      case INTEGER -> DataTypes.BIGINT();
      case DECIMAL -> DataTypes.DECIMAL(Query.DIGITS, scale);
      case BOOLEAN -> DataTypes.BOOLEAN();
      case TIMESTAMP -> TIME;
      case STRINGS -> STRINGS;
    };
  }

  /**
   * @throws ArithmeticException where a decimal does not fit exactly
   */
  static Object of(Object value, int scale) {
    if (value instanceof String text) {
      return StringData.fromString(text);
    } else if (value instanceof BigDecimal decimal) {
      return decimal(decimal, scale);
    } else if (value instanceof Instant instant) {
      return TimestampData.fromInstant(instant);
    } else if (value instanceof Map<?, ?> strings) {
      return strings(strings);
    }
    return value;
  }

  /** Texts by texts; of values that are none, as usage records say them. */
  static GenericMapData strings(Map<?, ?> values) {
    Map<StringData, StringData> strings = new HashMap<>();
    values.forEach((key, value) -> strings.put(text(key), text(value)));
    return new GenericMapData(strings);
  }

  static StringData text(Object value) {
    if (value instanceof BigDecimal decimal) {
      return StringData.fromString(Values.decimal(decimal).toPlainString());
    }
    return value == null ? null : StringData.fromString(value.toString());
  }

  private static DecimalData decimal(BigDecimal value, int scale) {
    if (value.precision() - value.scale() > Query.DIGITS - scale || value.scale() > scale) {
      throw new ArithmeticException(Values.decimal(value).toPlainString());
    }
    return DecimalData.fromBigDecimal(value, Query.DIGITS, scale);
  }
}
