package dev.eventstore.query;

import dev.eventstore.connect.files.targets.ParquetNumbers;
import dev.eventstore.connect.files.targets.ParquetSupport;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.types.Row;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.io.api.Binary;

/** Writes the rows of a query as Parquet records of {@link ParquetTypes}. */
public final class ParquetResult extends ParquetSupport<Row> {
  private static final int NANOS_A_MICRO = 1_000;

  private final List<String> names;
  private final List<LogicalType> types;
  private final Map<String, String> about;

  /**
   * @param about what the file tells of itself
   * @throws SqlException where a column has a type that Parquet files do not have
   */
  public ParquetResult(Query query, Map<String, String> about) {
    this.names = query.columns();
    this.types = query.types();
    this.about = about;
    ParquetTypes.message(names, types);
  }

  @Override
  public WriteContext init(ParquetConfiguration configuration) {
    return new WriteContext(ParquetTypes.message(names, types), about);
  }

  @Override
  public void write(Row row) {
    record.startMessage();
    fields(names, types, row);
    record.endMessage();
  }

  private void fields(List<String> fieldNames, List<LogicalType> fieldTypes, Row row) {
    for (int i = 0; i < fieldNames.size(); i++) {
      field(fieldNames.get(i), i, fieldTypes.get(i), row.getField(i));
    }
  }

  private void field(String name, int index, LogicalType type, Object value) {
    if (value != null) {
      record.startField(name, index);
      value(type, value);
      record.endField(name, index);
    }
  }

  private void value(LogicalType type, Object value) {
    switch (type.getTypeRoot()) {
      case CHAR, VARCHAR -> record.addBinary(Binary.fromString((String) value));
      case BOOLEAN -> record.addBoolean((Boolean) value);
      case TINYINT, SMALLINT, INTEGER -> record.addInteger(((Number) value).intValue());
      case BIGINT -> record.addLong((Long) value);
      case FLOAT -> record.addFloat((Float) value);
      case DOUBLE -> record.addDouble((Double) value);
      case DECIMAL ->
          record.addBinary(
              ParquetNumbers.decimal(
                  ((BigDecimal) value).setScale(ParquetTypes.scale(type)).unscaledValue()));
      case DATE -> record.addInteger((int) ((LocalDate) value).toEpochDay());
      case TIME_WITHOUT_TIME_ZONE ->
          record.addLong(((LocalTime) value).toNanoOfDay() / NANOS_A_MICRO);
      case TIMESTAMP_WITHOUT_TIME_ZONE ->
          record.addLong(ParquetNumbers.micros(((LocalDateTime) value).toInstant(ZoneOffset.UTC)));
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> record.addLong(ParquetNumbers.micros((Instant) value));
      case BINARY, VARBINARY -> record.addBinary(Binary.fromConstantByteArray((byte[]) value));
      default -> group(type, value);
    }
  }

  private void group(LogicalType type, Object value) {
    List<LogicalType> parts = type.getChildren();
    record.startGroup();
    switch (type.getTypeRoot()) {
      case ROW -> fields(ParquetTypes.names(type), parts, (Row) value);
      case ARRAY -> {
        Object[] items = (Object[]) value;
        repeated(
            "list",
            items.length,
            IntStream.range(0, items.length)
                .mapToObj(i -> (Runnable) () -> field("element", 0, parts.get(0), items[i]))
                .toList());
      }
      default ->
          repeated(
              "key_value",
              ((Map<?, ?>) value).size(),
              ((Map<?, ?>) value)
                  .entrySet().stream().map(entry -> (Runnable) () -> entry(parts, entry)).toList());
    }
    record.endGroup();
  }

  private void entry(List<LogicalType> parts, Map.Entry<?, ?> entry) {
    field("key", 0, parts.get(0), entry.getKey());
    field("value", 1, parts.get(1), entry.getValue());
  }

  private void repeated(String name, int count, List<Runnable> items) {
    if (count > 0) {
      record.startField(name, 0);
      for (Runnable item : items) {
        record.startGroup();
        item.run();
        record.endGroup();
      }
      record.endField(name, 0);
    }
  }
}
