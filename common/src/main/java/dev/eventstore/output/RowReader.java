package dev.eventstore.output;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Reads a meter's records, as their JSON, into rows of its table. */
public final class RowReader {
  /** The objects of a record whose members are columns; other objects are maps, in one cell. */
  private static final Set<String> SECTIONS = Set.of("group", "values", "delta", "event");

  private final MeterTable table;
  private final Map<String, Integer> places = new HashMap<>();

  public RowReader(MeterTable table) {
    this.table = table;
    for (int i = 0; i < table.columns().size(); i++) {
      places.put(table.columns().get(i).path(), i);
    }
  }

  /**
   * The text of each cell as it stands in the record, maps as JSON objects; null where it is null
   * or not there.
   *
   * @throws IllegalStateException where the record has what the meter does not say
   */
  public String[] read(byte[] json) {
    String[] row = new String[table.columns().size()];
    try (JsonParser parser = RecordReader.JSON.createParser(json)) {
      parser.nextToken();
      object(parser, "", row);
      return row;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void object(JsonParser parser, String prefix, String[] row) throws IOException {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String path = prefix + parser.currentName();
      JsonToken value = parser.nextToken();
      if (value == JsonToken.START_OBJECT && prefix.isEmpty() && SECTIONS.contains(path)) {
        object(parser, path + ".", row);
      } else {
        row[place(path)] = cell(parser, value);
      }
    }
  }

  private static String cell(JsonParser parser, JsonToken value) throws IOException {
    if (value == JsonToken.START_OBJECT) {
      return parser.readValueAsTree().toString();
    }
    return value == JsonToken.VALUE_NULL ? null : parser.getText();
  }

  private int place(String path) {
    Integer place = places.get(path);
    if (place == null) {
      throw new IllegalStateException(
          "a record of meter '"
              + table.meter()
              + "' has '"
              + path
              + "', which the meter does not say any more; give a changed meter a new name");
    }
    return place;
  }
}
