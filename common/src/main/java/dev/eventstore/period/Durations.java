package dev.eventstore.period;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** ISO durations as store files write them: those of Java, and weeks, which it leaves to dates. */
public final class Durations {
  /** The longest that a store file may name; P36500D in messages. */
  public static final Duration LONGEST = Duration.ofDays(36_500);

  private static final int DAYS_OF_WEEK = 7;
  private static final Pattern WEEKS = Pattern.compile("P([0-9]{1,4})W");

  private Durations() {}

  /**
   * Parses {@code PT15M}, {@code P1D}, {@code P2W}.
   *
   * @throws java.time.format.DateTimeParseException where the text is none of them
   */
  public static Duration parse(String text) {
    Matcher weeks = WEEKS.matcher(text);
    return weeks.matches()
        ? Duration.ofDays(DAYS_OF_WEEK * Long.parseLong(weeks.group(1)))
        : Duration.parse(text);
  }
}
