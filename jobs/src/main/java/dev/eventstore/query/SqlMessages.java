package dev.eventstore.query;

import java.time.DateTimeException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.util.ExceptionUtils;

/** Says what is wrong with a query in the words of Flink's parser, without its long lists. */
final class SqlMessages {
  static final String SEVERAL =
      "That is not one statement; give one SELECT at a time, which a ';' may end";

  private static final String NO_QUERY =
      "That is no query, and a snapshot is only read; give a SELECT, or VALUES, WITH or UNION of"
          + " them";

  private static final String NO_ORDER =
      "Maps, rows and arrays have no order, by which to group, sort, join or tell apart; name a value"
          + " in them, such as _values['quantity'] or sources['eu'].stored";

  /** Flink looks for what takes the rows of a DELETE or INSERT before it sees that it is one. */
  private static final Pattern OF_NO_QUERY =
      Pattern.compile("(?s)Unsupported SQL query!.*|.* option key 'connector'.*");

  private static final Pattern EXPECTED = Pattern.compile("(?s)\\s*Was expecting.*");

  private static final Pattern END = Pattern.compile("\\.$");

  private static final Pattern PLACE = Pattern.compile("line \\d+");

  private SqlMessages() {}

  /** Whether Flink's parser was given more than one statement, or none. */
  static boolean isOfSeveral(IllegalArgumentException failure) {
    return String.valueOf(failure.getMessage()).contains("only single statement supported");
  }

  static String of(Throwable failure, String tables) {
    String message = EXPECTED.matcher(deepest(failure)).replaceAll("").strip();
    if (OF_NO_QUERY.matcher(message).matches()) {
      return NO_QUERY;
    }
    if (message.contains("is not an orderable data type")) {
      return NO_ORDER;
    }
    return "The query cannot be run: "
        + END.matcher(message).replaceAll("")
        + "; names that are words of SQL are written in backticks, and there are:\n"
        + tables;
  }

  /** What to say where a row cannot be computed; empty where something else has failed. */
  static Optional<String> ofRow(Throwable failure) {
    return Stream.of(
            ArithmeticException.class, NumberFormatException.class, DateTimeException.class)
        .flatMap(kind -> ExceptionUtils.findThrowable(failure, kind).stream())
        .findFirst()
        .map(
            fault ->
                "The query fails for one of its rows ("
                    + fault.getMessage()
                    + "); leave such rows out, or use NULLIF or TRY_CAST");
  }

  /** The last message that tells a place, or the last one. */
  private static String deepest(Throwable failure) {
    String last = "";
    String placed = null;
    for (Throwable at = failure; at != null; at = at.getCause()) {
      last = at.getMessage() == null ? last : at.getMessage();
      placed = PLACE.matcher(last).find() ? last : placed;
    }
    return placed == null ? last : placed;
  }
}
