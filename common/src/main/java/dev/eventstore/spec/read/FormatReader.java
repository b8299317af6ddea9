package dev.eventstore.spec.read;

import dev.eventstore.spec.SourceSpec.Avro;
import dev.eventstore.spec.SourceSpec.CloudEvents;
import dev.eventstore.spec.SourceSpec.Csv;
import dev.eventstore.spec.SourceSpec.Format;
import dev.eventstore.spec.SourceSpec.Parquet;
import dev.eventstore.spec.SourceSpec.Registry;
import dev.eventstore.spec.yaml.Node;
import dev.eventstore.spec.yaml.Node.Mapping;
import dev.eventstore.spec.yaml.Problems;
import dev.eventstore.text.CsvDialect;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/** Reads a {@code format}: a word, or a map of its type and options. */
final class FormatReader {
  private static final Map<String, Set<String>> OPTIONS =
      Map.of(
          "json", Set.of(),
          "cloudevents", Set.of(),
          "csv", Set.of("delimiter", "quote", "nullText", "header"),
          "avro", Set.of("schema", "registry"),
          "parquet", Set.of());

  private final Problems problems;
  private final Folders folders;

  FormatReader(Problems problems, Folders folders) {
    this.problems = problems;
    this.folders = folders;
  }

  /**
   * @param source the map that holds the key, and beside it what is read
   */
  Format read(Mapping source) {
    Mapping options = source.mapping("format");
    String type = Values.text(options, "type", Values.text(source, "format", "json"));
    refuseOthers(options, type);
    return switch (type) {
      case "cloudevents" -> new CloudEvents();
      case "csv" -> csv(options);
      case "avro" -> avro(source, options);
      case "parquet" -> parquet(source);
      default -> Format.JSON;
    };
  }

  private void refuseOthers(Mapping options, String type) {
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

  private Csv csv(Mapping options) {
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

  private Parquet parquet(Mapping source) {
    if (source.has("kafka")) {
      problems.at(
          source.entries().get("format"), "parquet is a format of files; choose another one");
    }
    return new Parquet();
  }

  private Avro avro(Mapping source, Mapping options) {
    Node format = source.entries().get("format");
    boolean hasSchema = options.has("schema");
    boolean hasRegistry = options.has("registry");
    if (source.has("kafka") && hasSchema == hasRegistry) {
      problems.at(
          format,
          hasSchema
              ? "schema and registry stand together; keep one of them"
              : "records of Avro need a schema; write {type: avro, schema: ...} or {type: avro,"
                  + " registry: ...}");
    } else if (source.has("files") && (hasSchema || hasRegistry)) {
      problems.at(format, "files of Avro hold their schema; remove schema and registry");
    }
    return new Avro(
        options.scalar("schema").map(this::schema).orElse(null),
        hasRegistry ? registry(options) : null);
  }

  /** The schema as JSON, or null where a problem is reported. */
  private String schema(Node.Scalar value) {
    String text = value.text().strip();
    if (!text.startsWith("{")) {
      text = folders.text(value);
    }
    try {
      return text == null ? null : new Schema.Parser().parse(text).toString();
    } catch (AvroRuntimeException e) {
      problems.reported(
          value, "this is no schema of Avro: " + e.getMessage().lines().findFirst().orElse(""));
      return null;
    }
  }

  private Registry registry(Mapping options) {
    Mapping map = options.mapping("registry");
    Node.Scalar url = map.scalar("url").or(() -> options.scalar("registry")).orElse(null);
    if (url == null) {
      return null;
    }
    if (!url.text().matches("https?://[^\\s/]+\\S*")) {
      problems.reported(
          url, "'" + url.written() + "' is no address; write it such as http://localhost:8081");
    }
    return new Registry(
        url.text().replaceAll("/+$", ""),
        Values.text(map, "user", null),
        Values.text(map, "password", ""));
  }
}
