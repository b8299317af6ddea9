package dev.eventstore.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;

/** Rows of one JSON object a line; numbers are exact, from their text. Blank lines are skipped. */
final class JsonRows implements RawRows {
  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_LONG_FOR_INTS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerForMapOf(Object.class);

  private final BufferedReader lines;
  private long line;

  JsonRows(Reader reader) {
    lines = new BufferedReader(reader);
  }

  @Override
  public RawRow next() throws IOException {
    String text = lines.readLine();
    line++;
    while (text != null && text.isBlank()) {
      text = lines.readLine();
      line++;
    }
    return text == null ? null : new RawRow(line, values(text));
  }

  private Map<String, Object> values(String text) throws BadRowException {
    try {
      Map<String, Object> values = new LinkedHashMap<>(JSON.<Map<String, Object>>readValue(text));
      values.replaceAll(
          (column, value) -> value instanceof BigInteger big ? new BigDecimal(big) : value);
      return values;
    } catch (JsonProcessingException | NullPointerException e) {
      throw new BadRowException(line, "this is no JSON object; write one row a line");
    }
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
