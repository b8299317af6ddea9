package dev.eventstore.spec.read;

import dev.eventstore.period.Durations;
import dev.eventstore.spec.yaml.Node;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Single values of a map whose form the grammar has checked. A value that is wrong, and therefore
 * reported already, reads as the default, so that the rest of the file is checked too.
 */
final class Values {
  private Values() {}

  static String text(Node.Mapping map, String key, String otherwise) {
    return map.scalar(key).map(Node.Scalar::text).orElse(otherwise);
  }

  static Duration duration(Node.Mapping map, String key, Duration otherwise) {
    try {
      return map.scalar(key).map(value -> Durations.parse(value.text())).orElse(otherwise);
    } catch (DateTimeException e) {
      return otherwise;
    }
  }

  static ZoneId zone(Node.Mapping map, String key) {
    try {
      return ZoneId.of(text(map, key, "UTC"));
    } catch (DateTimeException e) {
      return ZoneId.of("UTC");
    }
  }

  static int whole(Node.Mapping map, String key, int otherwise) {
    try {
      return map.scalar(key).map(value -> Integer.parseInt(value.text())).orElse(otherwise);
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }

  static <E extends Enum<E>> E word(Node.Mapping map, String key, Class<E> words, E otherwise) {
    try {
      return map.scalar(key)
          .map(value -> Enum.valueOf(words, value.text().toUpperCase(Locale.ROOT)))
          .orElse(otherwise);
    } catch (IllegalArgumentException e) {
      return otherwise;
    }
  }

  /** The scalars of a map, in the order of the file. */
  static Map<String, String> texts(Node.Mapping map) {
    Map<String, String> texts = new LinkedHashMap<>();
    map.entries()
        .forEach(
            (name, value) -> {
              if (value instanceof Node.Scalar scalar) {
                texts.put(name, scalar.text());
              }
            });
    return texts;
  }
}
