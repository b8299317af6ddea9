package dev.eventstore.query;

import static org.apache.parquet.schema.LogicalTypeAnnotation.dateType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.decimalType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.intType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timeType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;

import dev.eventstore.connect.files.targets.ParquetNumbers;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.parquet.schema.ConversionPatterns;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;

/** The types of SQL as Parquet files have them. */
final class ParquetTypes {
  private static final int BITS_OF_BYTE = 8;
  private static final int BITS_OF_SHORT = 16;

  private ParquetTypes() {}

  /**
   * @throws SqlException where a column has a type that Parquet files do not have
   */
  static MessageType message(List<String> names, List<LogicalType> types) {
    return new MessageType("row", fields(names, types));
  }

  private static List<Type> fields(List<String> names, List<LogicalType> types) {
    List<Type> fields = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      fields.add(type(names.get(i), types.get(i), Repetition.OPTIONAL));
    }
    return fields;
  }

  private static Type type(String name, LogicalType type, Repetition repetition) {
    List<LogicalType> parts = type.getChildren();
    return switch (type.getTypeRoot()) {
      case CHAR, VARCHAR -> plain(name, PrimitiveTypeName.BINARY, stringType(), repetition);
      case BINARY, VARBINARY -> plain(name, PrimitiveTypeName.BINARY, null, repetition);
      case BOOLEAN -> plain(name, PrimitiveTypeName.BOOLEAN, null, repetition);
      case TINYINT -> plain(name, PrimitiveTypeName.INT32, intType(BITS_OF_BYTE, true), repetition);
      case SMALLINT ->
          plain(name, PrimitiveTypeName.INT32, intType(BITS_OF_SHORT, true), repetition);
      case INTEGER -> plain(name, PrimitiveTypeName.INT32, null, repetition);
      case BIGINT -> plain(name, PrimitiveTypeName.INT64, null, repetition);
      case FLOAT -> plain(name, PrimitiveTypeName.FLOAT, null, repetition);
      case DOUBLE -> plain(name, PrimitiveTypeName.DOUBLE, null, repetition);
      case DATE -> plain(name, PrimitiveTypeName.INT32, dateType(), repetition);
      case TIME_WITHOUT_TIME_ZONE ->
          plain(name, PrimitiveTypeName.INT64, timeType(false, TimeUnit.MICROS), repetition);
      case TIMESTAMP_WITHOUT_TIME_ZONE ->
          plain(name, PrimitiveTypeName.INT64, timestampType(false, TimeUnit.MICROS), repetition);
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
          plain(name, PrimitiveTypeName.INT64, timestampType(true, TimeUnit.MICROS), repetition);
      case DECIMAL ->
          Types.primitive(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY, repetition)
              .length(ParquetNumbers.BYTES)
              .as(decimalType(scale(type), ((DecimalType) type).getPrecision()))
              .named(name);
      case ROW -> new GroupType(repetition, name, fields(names(type), parts));
      case ARRAY ->
          ConversionPatterns.listOfElements(
              repetition, name, type("element", parts.get(0), Repetition.OPTIONAL));
      case MAP ->
          ConversionPatterns.mapType(
              repetition,
              name,
              "key_value",
              type("key", parts.get(0), Repetition.REQUIRED),
              type("value", parts.get(1), Repetition.OPTIONAL));
      default ->
          throw new SqlException(
              "The column %s is a %s, which Parquet files do not have; CAST it to STRING in the query"
                  .formatted(name, type),
              null);
    };
  }

  private static Type plain(
      String name, PrimitiveTypeName as, LogicalTypeAnnotation meaning, Repetition repetition) {
    var type = Types.primitive(as, repetition);
    return meaning == null ? type.named(name) : type.as(meaning).named(name);
  }

  static int scale(LogicalType decimal) {
    return ((DecimalType) decimal).getScale();
  }

  static List<String> names(LogicalType row) {
    return ((RowType) row).getFieldNames();
  }
}
