package dev.eventstore.bench.peers;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.math.BigDecimal;

/** What one account used in one month: what peers write, one JSON object each. */
public final class Figure {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectWriter WRITER = JSON.writerFor(Figure.class);
  private static final ObjectReader READER = JSON.readerFor(Figure.class);

  @JsonProperty("account_id")
  public String account;

  /** Such as {@code 2026-03}. */
  public String period;

  /** The sum of bytes. */
  public BigDecimal quantity;

  /** The count of events. */
  public long calls;

  public Figure() {}

  public Figure(String account, String period, BigDecimal quantity, long calls) {
    this.account = account;
    this.period = period;
    this.quantity = quantity;
    this.calls = calls;
  }

  public static Figure parse(byte[] json) throws IOException {
    return READER.readValue(json);
  }

  public byte[] toJson() {
    try {
      return WRITER.writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
