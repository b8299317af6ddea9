package dev.eventstore.gate;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * What an operator tells a store on its control channel: one JSON object.
 *
 * @param id a command sent twice counts once
 * @param command {@code approve}, {@code hold} or {@code waive}
 * @param source of waive: the source that is declared complete up to the period's end
 * @param time when it was given, ISO-8601
 */
@JsonPropertyOrder({"id", "command", "period", "source", "actor", "reason", "time"})
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Command(
    String id,
    String command,
    String period,
    String source,
    String actor,
    String reason,
    String time) {
  public static final String APPROVE = "approve";
  public static final String HOLD = "hold";
  public static final String WAIVE = "waive";

  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  public byte[] toJson() {
    try {
      return JSON.writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @throws IllegalArgumentException with one sentence where the bytes are no complete command
   */
  public static Command fromJson(byte[] json) {
    Command command;
    try {
      command = JSON.readValue(json, Command.class);
    } catch (IOException e) {
      throw new IllegalArgumentException("it is no JSON object of a command");
    }
    require(command.id, "id");
    require(command.command, "command");
    require(command.period, "period");
    require(command.actor, "actor");
    require(command.reason, "reason");
    return command;
  }

  private static void require(String value, String name) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException("it has no " + name);
    }
  }

  /** Actor and reason, as reports show them. */
  public String by() {
    return actor + ": " + reason;
  }
}
