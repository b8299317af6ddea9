package dev.eventstore.usage;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.eventstore.value.Values;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

/**
 * The state of a period, published on the status target at each change (contract 3.9).
 *
 * @param period the period's id; null in the report of records whose period cannot be known
 * @param start of the period, null where there is none
 * @param heldBy what holds the period, null where nothing does
 * @param approvedBy who let a held period pass, and why; null where nobody did
 * @param reprocess meters that have changed since the period was released, and say nothing of it
 *     until it is reprocessed
 * @param revision of the period: 0 at its publication, then one more with each publication of
 *     corrections
 */
@JsonPropertyOrder({
  "store",
  "period",
  "start",
  "end",
  "state",
  "revision",
  "sources",
  "totals",
  "checks",
  "heldBy",
  "approvedBy",
  "reprocess"
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PeriodReport(
    String store,
    String period,
    Instant start,
    Instant end,
    State state,
    int revision,
    SortedMap<String, SourceReport> sources,
    SortedMap<String, BigDecimal> totals,
    List<Check> checks,
    String heldBy,
    String approvedBy,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> reprocess)
    implements StatusRecord {
  private static final String NO_PERIOD = "-";

  public PeriodReport {
    reprocess = reprocess == null ? List.of() : reprocess;
  }

  /** The states of a period. */
  public enum State {
    OPEN,
    COMPLETE,
    HELD,
    PUBLISHED,
    REVISED,
    EXPIRED;

    /** Whether figures of it are out, revised ones or not, and the period is retained. */
    public boolean isPublished() {
      return this == PUBLISHED || this == REVISED;
    }

    @com.fasterxml.jackson.annotation.JsonValue
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** A check of the period's tallies, and how it went. */
  public record Check(String name, Boolean passed, String detail) {}

  static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  // A total has as many digits as its events need.
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNumberLength(Integer.MAX_VALUE).build())
                  .build())
          .addModule(new SimpleModule().addSerializer(Instant.class, new ToStringSerializer()))
          .addModule(new SimpleModule("instants").addDeserializer(Instant.class, new Instants()))
          .addModule(new SimpleModule("decimals").addSerializer(BigDecimal.class, new Decimals()))
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  @Override
  public String about() {
    return period == null ? NO_PERIOD : period;
  }

  @Override
  public byte[] toJson() {
    try {
      return JSON.writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Instants
      extends com.fasterxml.jackson.databind.deser.std.StdDeserializer<Instant> {
    private static final long serialVersionUID = 1L;

    private Instants() {
      super(Instant.class);
    }

    @Override
    public Instant deserialize(
        com.fasterxml.jackson.core.JsonParser parser,
        com.fasterxml.jackson.databind.DeserializationContext context)
        throws IOException {
      return Instant.parse(parser.getText());
    }
  }

  /** As in usage records: strings in plain notation without trailing zeros. */
  private static final class Decimals extends StdSerializer<BigDecimal> {
    private static final long serialVersionUID = 1L;

    private Decimals() {
      super(BigDecimal.class);
    }

    @Override
    public void serialize(BigDecimal value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(Values.decimal(value).toPlainString());
    }
  }
}
