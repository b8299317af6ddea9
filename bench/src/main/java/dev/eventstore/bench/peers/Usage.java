package dev.eventstore.bench.peers;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * One record of the input, as the peers read it: an event, or where it has no id, a marker that all
 * up to a month is complete. A class with public fields, so that Flink has a serializer for it.
 */
public final class Usage {
  private static final ObjectReader READER =
      new ObjectMapper()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .readerFor(Usage.class);

  /** Null in a marker. */
  @JsonProperty("event_id")
  public String id;

  @JsonProperty("account_id")
  public String account;

  public int status;
  public BigDecimal bytes;

  /** Microseconds since the epoch; of a marker, the end of its month. */
  public long micros;

  public static Usage parse(byte[] json) throws IOException {
    return READER.readValue(json);
  }

  public boolean isMarker() {
    return id == null;
  }

  /** Failed requests are not billed. */
  public boolean isBilled() {
    return status < 500;
  }

  public long millis() {
    return Math.floorDiv(micros, 1000);
  }

  @JsonProperty("occurred_at")
  void setOccurredAt(String text) {
    Instant instant = Instant.parse(text);
    micros = instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
  }

  @JsonProperty("$complete")
  void setComplete(String month) {
    micros = Months.end(month) * 1000;
  }
}
