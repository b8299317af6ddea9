package dev.eventstore.connect.files.targets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eventstore.output.Column;
import dev.eventstore.output.ColumnType;
import dev.eventstore.output.MeterTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.io.api.Binary;

/** Writes rows of a meter's table as Parquet records of {@link ParquetSchema}. */
final class ParquetRows extends ParquetSupport<String[]> {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final MeterTable table;
  private final Map<String, List<Column>> members;

  ParquetRows(MeterTable table) {
    this.table = table;
    this.members = ParquetSchema.members(table);
  }

  @Override
  public WriteContext init(ParquetConfiguration configuration) {
    return new WriteContext(ParquetSchema.of(table), Map.of());
  }

  @Override
  public void write(String[] row) {
    record.startMessage();
    int cell = 0;
    int field = 0;
    for (Map.Entry<String, List<Column>> member : members.entrySet()) {
      List<Column> columns = member.getValue();
      boolean isSection = !columns.get(0).section().isEmpty();
      if (isSection) {
        record.startField(member.getKey(), field);
        record.startGroup();
      }
      for (int i = 0; i < columns.size(); i++) {
        cell(columns.get(i), isSection ? i : field, row[cell++]);
      }
      if (isSection) {
        record.endGroup();
        record.endField(member.getKey(), field);
      }
      field++;
    }
    record.endMessage();
  }

  private void cell(Column column, int index, String text) {
    if (text != null) {
      record.startField(column.name(), index);
      value(column.type(), text);
      record.endField(column.name(), index);
    }
  }

  private void value(ColumnType type, String text) {
    switch (type) {
      case STRING, DECIMAL, ANY_INTEGER -> record.addBinary(Binary.fromString(text));
      case INTEGER -> record.addLong(Long.parseLong(text));
      case BIG_INTEGER -> record.addBinary(ParquetNumbers.decimal(new BigInteger(text)));
      case BOOLEAN -> record.addBoolean(Boolean.parseBoolean(text));
      case TIMESTAMP -> record.addLong(ParquetNumbers.micros(Instant.parse(text)));
      case STRINGS -> map(text, value -> record.addBinary(Binary.fromString(value.textValue())));
      case COUNTS -> map(text, value -> record.addLong(value.longValue()));
    }
  }

  /** Writes one value of a map. */
  private interface MapValue {
    void write(JsonNode value);
  }

  private void map(String json, MapValue write) {
    JsonNode map = tree(json);
    record.startGroup();
    if (!map.isEmpty()) {
      record.startField("key_value", 0);
      for (Map.Entry<String, JsonNode> entry : map.properties()) {
        record.startGroup();
        record.startField("key", 0);
        record.addBinary(Binary.fromString(entry.getKey()));
        record.endField("key", 0);
        record.startField("value", 1);
        write.write(entry.getValue());
        record.endField("value", 1);
        record.endGroup();
      }
      record.endField("key_value", 0);
    }
    record.endGroup();
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
