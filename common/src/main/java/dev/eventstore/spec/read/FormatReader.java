package dev.eventstore.spec.read;

import dev.eventstore.spec.SourceSpec.CloudEvents;
import dev.eventstore.spec.SourceSpec.Csv;
import dev.eventstore.spec.SourceSpec.Format;
import dev.eventstore.spec.yaml.Node;
import dev.eventstore.spec.yaml.Node.Mapping;
import dev.eventstore.spec.yaml.Problems;
import dev.eventstore.text.CsvDialect;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a {@code format}: a word, or a map of its type and options. */
final class FormatReader {
  private static final Map<String, Set<String>> OPTIONS =
      Map.of(
          "json", Set.of(),
          "cloudevents", Set.of(),
          "csv", Set.of("delimiter", "quote", "nullText", "header"));

  private FormatReader() {}

  /**
   * @param source the map that holds the key
   */
  static Format read(Mapping source, Problems problems) {
    Mapping options = source.mapping("format");
    String type = Values.text(options, "type", Values.text(source, "format", "json"));
    refuseOthers(options, type, problems);
    return switch (type) {
      case "cloudevents" -> new CloudEvents();
      case "csv" -> csv(options, problems);
      default -> Format.JSON;
    };
  }

  private static void refuseOthers(Mapping options, String type, Problems problems) {
    Set<String> known = OPTIONS.get(type);
    if (known == null) {
      return;
    }
    options
        .entries()
        .forEach(
            (key, node) -> {
              if (OPTIONS.values().stream().anyMatch(keys -> keys.contains(key))
                  && !known.contains(key)) {
                problems.at(node, "the format " + type + " has no " + key + "; remove it");
              }
            });
  }

  private static Csv csv(Mapping options, Problems problems) {
    char delimiter = character(options, "delimiter", ',');
    char quote = character(options, "quote", '"');
    if (delimiter == quote) {
      problems.at(
          options, "the delimiter and the quote are one character; take another one for either");
    }
    Set<String> names = new HashSet<>();
    for (Node.Scalar name : options.scalars("header")) {
      if (!names.add(name.text())) {
        problems.at(name, "the column '" + name.written() + "' stands twice; remove or rename one");
      }
    }
    List<String> header = options.scalars("header").stream().map(Node.Scalar::text).toList();
    return new Csv(new CsvDialect(delimiter, quote, Values.text(options, "nullText", "")), header);
  }

  private static char character(Mapping options, String key, char otherwise) {
    String text = Values.text(options, key, "");
    return text.isEmpty() ? otherwise : text.charAt(0);
  }
}
