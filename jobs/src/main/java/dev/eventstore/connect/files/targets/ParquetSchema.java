package dev.eventstore.connect.files.targets;

import static org.apache.parquet.schema.LogicalTypeAnnotation.decimalType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BOOLEAN;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import dev.eventstore.output.Column;
import dev.eventstore.output.MeterTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/**
 * The Parquet schema of a meter's table: nested as the record's JSON is. Decimals stay text, since
 * they have no one scale; integers that may pass 64 bits are {@code DECIMAL(38, 0)}, and text where
 * they may pass its digits.
 */
final class ParquetSchema {
  private ParquetSchema() {}

  static MessageType of(MeterTable table) {
    List<Type> fields = new ArrayList<>();
    members(table)
        .forEach(
            (name, columns) ->
                fields.add(
                    columns.get(0).section().isEmpty()
                        ? type(columns.get(0))
                        : new GroupType(
                            Type.Repetition.REQUIRED,
                            name,
                            columns.stream().map(ParquetSchema::type).toList())));
    return new MessageType("record", fields);
  }

  /** The columns of each field of the schema, in its order: those of a section, or one. */
  static Map<String, List<Column>> members(MeterTable table) {
    Map<String, List<Column>> members = new LinkedHashMap<>();
    for (Column column : table.columns()) {
      String field = column.section().isEmpty() ? column.name() : column.section();
      members.computeIfAbsent(field, name -> new ArrayList<>()).add(column);
    }
    return members;
  }

  private static Type type(Column column) {
    String name = column.name();
    return switch (column.type()) {
      case STRING, DECIMAL, ANY_INTEGER -> Types.optional(BINARY).as(stringType()).named(name);
      case INTEGER -> Types.optional(INT64).named(name);
      case BIG_INTEGER ->
          Types.optional(FIXED_LEN_BYTE_ARRAY)
              .length(ParquetNumbers.BYTES)
              .as(decimalType(0, ParquetNumbers.DIGITS))
              .named(name);
      case BOOLEAN -> Types.optional(BOOLEAN).named(name);
      case TIMESTAMP -> Types.optional(INT64).as(timestampType(true, TimeUnit.MICROS)).named(name);
      case STRINGS -> map(name, Types.required(BINARY).as(stringType()).named("value"));
      case COUNTS -> map(name, Types.required(INT64).named("value"));
    };
  }

  private static Type map(String name, Type value) {
    return Types.optionalMap()
        .key(Types.required(BINARY).as(stringType()).named("key"))
        .value(value)
        .named(name);
  }
}
