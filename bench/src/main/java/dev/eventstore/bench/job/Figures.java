package dev.eventstore.bench.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eventstore.bench.usage.FigureReader;
import dev.eventstore.bench.usage.UsagePlan;
import java.io.IOException;
import java.math.BigDecimal;

/** What the store has published. */
final class Figures extends FigureReader {
  private static final ObjectMapper JSON = new ObjectMapper();

  private long first;
  private long revisions;

  Figures(String topic, String servers, UsagePlan plan) {
    super(topic, servers, plan);
  }

  @Override
  protected void take(byte[] json) throws IOException {
    JsonNode figure = JSON.readTree(json);
    JsonNode values = figure.get("values");
    set(
        figure.get("group").get("account_id").textValue(),
        figure.get("period").textValue(),
        new BigDecimal(values.get("quantity").textValue()),
        values.get("calls").longValue());
    if (figure.get("revision").intValue() == 0) {
      first++;
    } else {
      revisions++;
    }
  }

  /** How many groups were published. */
  long first() {
    return first;
  }

  /** How many corrections of them. */
  long revisions() {
    return revisions;
  }
}
