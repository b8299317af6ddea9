package dev.eventstore.usage;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;

/**
 * What a period report says of one source.
 *
 * @param watermark its promise: everything before has been reported; null where there is none
 * @param complete whether the promise covers the period
 * @param waitsFor the partition that holds the promise back, null where none is known or needed
 * @param declared what its markers declare of the period, null where they declare nothing
 */
@JsonPropertyOrder({
  "region",
  "received",
  "stored",
  "duplicates",
  "conflicts",
  "replaced",
  "quarantined",
  "deleted",
  "late",
  "watermark",
  "complete",
  "waitsFor",
  "declared"
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SourceReport(
    String region,
    long received,
    long stored,
    long duplicates,
    long conflicts,
    long replaced,
    long quarantined,
    long deleted,
    long late,
    Instant watermark,
    boolean complete,
    Integer waitsFor,
    Declared declared) {

  /**
   * A manifest.
   *
   * @param count distinct events, null where it is not declared
   * @param totals by field; empty where none is declared, as it is left out in JSON
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Declared(Long count, Map<String, BigDecimal> totals) {
    public Declared {
      totals = totals == null ? Map.of() : totals;
    }
  }

  public static SourceReport of(
      String region,
      Tally tally,
      Instant watermark,
      boolean complete,
      Integer waitsFor,
      Declared declared) {
    return new SourceReport(
        region,
        tally.get(Counter.RECEIVED),
        tally.get(Counter.STORED),
        tally.get(Counter.DUPLICATES),
        tally.get(Counter.CONFLICTS),
        tally.get(Counter.REPLACED),
        tally.get(Counter.QUARANTINED),
        tally.get(Counter.DELETED),
        tally.get(Counter.LATE),
        watermark,
        complete,
        waitsFor,
        declared);
  }
}
