package dev.eventstore.usage;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.UncheckedIOException;
import java.util.Locale;

/**
 * What became of an operator's command: the audit trail, published on the status channel.
 *
 * @param command what was asked for, such as {@code approve}; null where it could not be read
 * @param id the command's; of one that could not be read, a digest of its bytes
 * @param detail why it was refused; null where it was applied
 * @param counts of a command on events; null of others
 */
@JsonPropertyOrder({
  "store", "command", "id", "period", "source", "key", "where", "actor", "reason", "time",
  "outcome", "detail", "dryRun", "counts"
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CommandReport(
    String store,
    String command,
    String id,
    String period,
    String source,
    Object key,
    String where,
    String actor,
    String reason,
    String time,
    Outcome outcome,
    String detail,
    Boolean dryRun,
    Counts counts)
    implements StatusRecord {

  /** Whether a command took effect. */
  public enum Outcome {
    APPLIED,
    REFUSED;

    @JsonValue
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What a command on events found.
   *
   * @param input how many ids it was given; null where it was given none
   * @param unique how many of them differ; null where it was given none
   * @param modified how many events it changed, or would change
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Counts(Long input, Long unique, long modified) {}

  /** The same command, which changed so many events. */
  public CommandReport modified(long events) {
    Counts found = counts == null ? null : new Counts(counts.input(), counts.unique(), events);
    return new CommandReport(
        store, command, id, period, source, key, where, actor, reason, time, outcome, detail,
        dryRun, found);
  }

  /**
   * The same command, which has come to nothing.
   *
   * @param why one sentence
   */
  public CommandReport refused(String why) {
    return new CommandReport(
        store,
        command,
        id,
        period,
        source,
        key,
        where,
        actor,
        reason,
        time,
        Outcome.REFUSED,
        why,
        dryRun,
        null);
  }

  @Override
  public byte[] toJson() {
    try {
      return PeriodReport.JSON.writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String about() {
    return "command " + id;
  }
}
