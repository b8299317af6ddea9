package dev.eventstore.control;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * What an operator tells a store on its control channel: one JSON object.
 *
 * @param id a command sent twice counts once
 * @param command one of the words below
 * @param period of all but delete: its id
 * @param source of waive: the source that is declared complete up to the period's end
 * @param ids of delete: the identities; each the value of the id field, or the list of their values
 * @param input of delete: how many ids the operator gave, with those that repeat
 * @param key of delete: the value of the key field, or the list of their values
 * @param where of delete: an expression over the event's fields
 * @param dryRun of delete: only counts
 * @param time when it was given, ISO-8601
 */
@JsonPropertyOrder({
  "id", "command", "period", "source", "ids", "input", "key", "where", "dryRun", "actor", "reason",
  "time"
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Command(
    String id,
    String command,
    String period,
    String source,
    List<Object> ids,
    Long input,
    Object key,
    String where,
    Boolean dryRun,
    String actor,
    String reason,
    String time) {
  public static final String APPROVE = "approve";
  public static final String HOLD = "hold";
  public static final String WAIVE = "waive";
  public static final String DELETE = "delete";
  public static final String REPROCESS = "reprocess";

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.USE_LONG_FOR_INTS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  /** A command about a period. */
  public static Command ofPeriod(
      String id,
      String command,
      String period,
      String source,
      String actor,
      String reason,
      String time) {
    return new Command(
        id, command, period, source, null, null, null, null, null, actor, reason, time);
  }

  public byte[] toJson() {
    try {
      return JSON.writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @throws IllegalArgumentException with one sentence where the bytes are no command
   */
  public static Command fromJson(byte[] json) {
    try {
      Command command = JSON.readValue(json, Command.class);
      if (command != null) {
        return command;
      }
    } catch (IOException e) {
      // Said below.
    }
    throw new IllegalArgumentException("it is no JSON object of a command");
  }

  /** Whether it only counts. */
  public boolean onlyCounts() {
    return Boolean.TRUE.equals(dryRun);
  }

  /** Actor and reason, as reports show them. */
  public String by() {
    return actor + ": " + reason;
  }
}
