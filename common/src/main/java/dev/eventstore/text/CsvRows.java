package dev.eventstore.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads rows of CSV, each on its own; {@link LineReader} finds where they end. Values stay text.
 */
public final class CsvRows {
  private static final CsvFactory CSV =
      CsvFactory.builder()
          .enable(CsvParser.Feature.WRAP_AS_ARRAY)
          .streamReadConstraints(
              // Rows are as long as their reader takes.
              StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
          .build();

  private final CsvDialect dialect;
  private final CsvSchema schema;

  public CsvRows(CsvDialect dialect) {
    this.dialect = dialect;
    this.schema =
        CsvSchema.emptySchema()
            .withColumnSeparator(dialect.delimiter())
            .withQuoteChar(dialect.quote());
  }

  /** What is wrong with a row, in one sentence. */
  public static final class BadRowException extends Exception {
    private static final long serialVersionUID = 1L;

    BadRowException(String message) {
      super(message);
    }
  }

  /**
   * The values of a row, null where there is none.
   *
   * @param row without its line end
   */
  public List<String> values(byte[] row) throws BadRowException {
    List<String> values = texts(row);
    values.replaceAll(value -> value.equals(dialect.nullText()) ? null : value);
    return values;
  }

  /** The names of the columns, from the row that holds them. */
  public List<String> header(byte[] row) throws BadRowException {
    List<String> names = texts(row);
    names.replaceAll(String::strip);
    Set<String> known = new HashSet<>();
    for (String name : names) {
      if (!known.add(name)) {
        throw new BadRowException("the header names the column '" + name + "' twice");
      }
    }
    return names;
  }

  private List<String> texts(byte[] row) throws BadRowException {
    try (CsvParser parser = CSV.createParser(Utf8.text(row))) {
      parser.setSchema(schema);
      List<String> values = new ArrayList<>();
      // The list of rows, and the row.
      parser.nextToken();
      parser.nextToken();
      for (JsonToken token = parser.nextToken();
          token == JsonToken.VALUE_STRING;
          token = parser.nextToken()) {
        values.add(parser.getText());
      }
      if (parser.nextToken() == JsonToken.START_ARRAY) {
        throw new BadRowException("a line break stands outside of quotes");
      }
      return values;
    } catch (CharacterCodingException e) {
      throw new BadRowException("it is no text in UTF-8");
    } catch (JsonProcessingException e) {
      throw new BadRowException(reason(e.getOriginalMessage()));
    } catch (IOException e) {
      throw new BadRowException(reason(e.getMessage()));
    }
  }

  private static String reason(String message) {
    return message.startsWith("Missing closing quote")
        ? "a quote is not closed"
        : "a quote is closed within a value; double quotes that belong to it";
  }
}
