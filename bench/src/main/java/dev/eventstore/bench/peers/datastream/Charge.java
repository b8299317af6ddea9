package dev.eventstore.bench.peers.datastream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eventstore.bench.peers.Usage;
import java.math.BigDecimal;

/** What of an event is billed: a POJO of Flink's. Its time is that of the stream's record. */
public final class Charge {
  private static final ObjectMapper JSON = new ObjectMapper();

  public String account;
  public BigDecimal bytes;

  public Charge() {}

  Charge(Usage usage) {
    account = usage.account;
    bytes = usage.bytes;
  }

  byte[] toJson() {
    try {
      return JSON.writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
