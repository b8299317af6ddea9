package dev.eventstore.usage;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.eventstore.period.Period;
import dev.eventstore.value.Digest;
import dev.eventstore.value.ValueReader;
import dev.eventstore.value.ValueWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Map;

/**
 * What a meter says of one group in one period, in one revision (contract 3.9).
 *
 * @param group the group's values, as canonical bytes
 * @param previous the figure of the revision before, or null
 */
public record UsageRecord(
    String store,
    MeterInfo meter,
    Period period,
    ZoneId zone,
    byte[] group,
    Figure figure,
    Figure previous,
    int revision,
    Reason reason) {

  /** The same for every revision of (store, meter, period, group): 32 hexadecimal digits. */
  public String id() {
    return id(store, meter.name(), period, group);
  }

  /** The same, of a group by its canonical bytes. */
  public static String id(String store, String meter, Period period, byte[] group) {
    ValueWriter name = new ValueWriter().string(store).string(meter).string(period.id());
    return Digest.of(name.blob(group).toBytes()).toString();
  }

  /** What a Kafka record is keyed by: the id. */
  public byte[] key() {
    return id().getBytes(StandardCharsets.US_ASCII);
  }

  public byte[] toJson() {
    return JsonText.object(this::write);
  }

  private void write(JsonGenerator json) throws IOException {
    json.writeStringField("id", id());
    json.writeStringField("store", store);
    json.writeStringField("meter", meter.name());
    json.writeStringField("meterVersion", meter.version());
    json.writeStringField("period", period.id());
    json.writeStringField("start", period.start().toString());
    json.writeStringField("end", period.end().toString());
    json.writeStringField("zone", zone.getId());
    json.writeObjectFieldStart("group");
    ValueReader groupValues = new ValueReader(group);
    for (String name : figure.groups()) {
      json.writeFieldName(name);
      JsonText.value(json, groupValues.value());
    }
    json.writeEndObject();
    json.writeObjectFieldStart("values");
    JsonText.properties(json, figure.names(), figure.values());
    json.writeEndObject();
    json.writeNumberField("revision", revision);
    json.writeObjectFieldStart("delta");
    writeDelta(json);
    json.writeEndObject();
    json.writeStringField("reason", reason.word());
    json.writeNumberField("events", figure.events());
    json.writeObjectFieldStart("sources");
    for (Map.Entry<String, Long> source : figure.sources().entrySet()) {
      json.writeNumberField(source.getKey(), source.getValue());
    }
    json.writeEndObject();
    json.writeStringField("digest", figure.digest().toString());
  }

  /** Of numbers, what they grew by since the revision before; what is not there counts as 0. */
  private void writeDelta(JsonGenerator json) throws IOException {
    for (int i = 0; i < figure.names().size(); i++) {
      String name = figure.names().get(i);
      Object now = figure.values()[i];
      Object before = previous == null ? null : previous.value(name);
      if (isNumber(now) || isNumber(before)) {
        json.writeFieldName(name);
        JsonText.value(json, minus(now, before));
      }
    }
  }

  private static boolean isNumber(Object value) {
    return value instanceof Long || value instanceof BigInteger || value instanceof BigDecimal;
  }

  private static Object minus(Object now, Object before) {
    if (now instanceof BigDecimal || before instanceof BigDecimal) {
      return decimal(now).subtract(decimal(before));
    }
    return integer(now).subtract(integer(before));
  }

  private static BigDecimal decimal(Object value) {
    return value instanceof BigDecimal decimal ? decimal : new BigDecimal(integer(value));
  }

  private static BigInteger integer(Object value) {
    if (value instanceof BigInteger big) {
      return big;
    }
    return value instanceof Long integer ? BigInteger.valueOf(integer) : BigInteger.ZERO;
  }
}
