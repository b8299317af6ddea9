package dev.eventstore.usage;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.eventstore.period.Period;
import dev.eventstore.value.Digest;
import dev.eventstore.value.ValueWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What a meter without aggregate says of one event in one period (contract 3.9).
 *
 * @param row the event; of a deletion, what was said of it last
 */
public record EventRecord(
    String store, String meter, Period period, Operation operation, int revision, EventRow row) {

  public enum Operation {
    INSERT,
    UPDATE,
    DELETE;

    /** The word used in records. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What a Kafka record is keyed by: the same for every revision of the event in the period. */
  public byte[] key() {
    ValueWriter name = new ValueWriter().string(store).string(meter).string(period.id());
    String key = Digest.of(name.blob(row.identity()).toBytes()).toString();
    return key.getBytes(StandardCharsets.US_ASCII);
  }

  public byte[] toJson() {
    return JsonText.object(this::write);
  }

  private void write(JsonGenerator json) throws IOException {
    json.writeStringField("store", store);
    json.writeStringField("meter", meter);
    json.writeStringField("period", period.id());
    json.writeStringField("op", operation.word());
    json.writeNumberField("revision", revision);
    json.writeFieldName("event");
    json.writeRawValue(new String(row.json(), StandardCharsets.UTF_8));
  }
}
