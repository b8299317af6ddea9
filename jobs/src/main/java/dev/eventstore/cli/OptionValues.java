package dev.eventstore.cli;

import dev.eventstore.event.RefusalCode;
import dev.eventstore.period.Durations;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** How values of options are written for which picocli has no such words. */
final class OptionValues {
  private static final Map<String, RefusalCode> CODES =
      Stream.of(RefusalCode.values())
          .collect(Collectors.toMap(RefusalCode::code, Function.identity()));

  private OptionValues() {}

  static void register(CommandLine commandLine) {
    register(commandLine, Duration.class, Durations::parse, "duration, such as PT30S or P1D");
    register(commandLine, BigDecimal.class, BigDecimal::new, "number");
    register(
        commandLine,
        RefusalCode.class,
        OptionValues::code,
        Stream.of(RefusalCode.values())
            .map(RefusalCode::code)
            .collect(Collectors.joining(", ", "reason to refuse; there are ", "")));
  }

  private static RefusalCode code(String word) {
    RefusalCode code = CODES.get(word);
    if (code == null) {
      throw new IllegalArgumentException(word);
    }
    return code;
  }

  /**
   * @param what a value is, and which there are
   */
  private static <T> void register(
      CommandLine commandLine, Class<T> type, Function<String, T> parse, String what) {
    commandLine.registerConverter(
        type,
        text -> {
          try {
            return parse.apply(text);
          } catch (DateTimeParseException | IllegalArgumentException e) {
            throw new TypeConversionException("'" + text + "' is no " + what);
          }
        });
  }
}
