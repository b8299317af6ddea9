package dev.eventstore.table;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.eventstore.text.Utf8;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Map;

/** Rows that are one JSON object each; numbers are exact, from their text. */
final class JsonRow implements TableRows.RowReader {
  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_LONG_FOR_INTS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerForMapOf(Object.class);

  @Override
  public List<String> columns() {
    return List.of();
  }

  @Override
  public Map<String, Object> values(byte[] row, long line) throws BadRowException {
    Map<String, Object> values;
    try {
      values = JSON.readValue(Utf8.text(row));
    } catch (CharacterCodingException e) {
      throw new BadRowException(line, "it is no text in UTF-8; correct it");
    } catch (IOException e) {
      values = null;
    }
    if (values == null) {
      throw new BadRowException(line, "this is no JSON object; write one row a line");
    }
    values.replaceAll((column, value) -> exact(value));
    return values;
  }

  private static Object exact(Object value) {
    return value instanceof BigInteger big ? new BigDecimal(big) : value;
  }
}
