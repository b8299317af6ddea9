package dev.eventstore.spec.read;

import dev.eventstore.spec.yaml.Node;
import dev.eventstore.spec.yaml.Node.Mapping;
import dev.eventstore.spec.yaml.Node.Scalar;
import dev.eventstore.spec.yaml.Problems;
import dev.eventstore.value.Field;
import dev.eventstore.value.FieldType;
import dev.eventstore.value.TimestampFormat;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one entry of {@code event.fields}. */
final class FieldReader {
  private static final Set<String> NAMED = Set.of("iso", "epoch_millis", "epoch_seconds");

  private final Problems problems;
  private final Set<String> implied;

  /**
   * @param implied fields that every event has: those of the id, the key and the time
   */
  FieldReader(Problems problems, Set<String> implied) {
    this.problems = problems;
    this.implied = implied;
  }

  Field read(String name, Node node) {
    if (node instanceof Scalar type) {
      return new Field(name, type(type), implied.contains(name), TimestampFormat.ISO);
    }
    Mapping map =
        node instanceof Mapping given ? given : new Mapping(node.path(), node.line(), Map.of());
    FieldType type = map.scalar("type").map(FieldReader::type).orElse(FieldType.STRING);
    return new Field(name, type, required(name, map), format(map, type));
  }

  private boolean required(String name, Mapping map) {
    Optional<Scalar> required = map.scalar("required");
    if (implied.contains(name) && required.isPresent() && required.get().text().equals("false")) {
      problems.at(
          required.get(), "every event needs its id, key and time; remove 'required: false'");
    }
    return implied.contains(name)
        || required.map(value -> value.text().equals("true")).orElse(false);
  }

  private TimestampFormat format(Mapping map, FieldType type) {
    Optional<Scalar> format = map.scalar("format");
    Optional<Scalar> zone = map.scalar("zone");
    if (type != FieldType.TIMESTAMP) {
      format
          .or(() -> zone)
          .ifPresent(value -> problems.at(value, "only a timestamp has this key; remove it"));
      return TimestampFormat.ISO;
    }
    String pattern = format.map(Scalar::text).orElse("iso");
    if (NAMED.contains(pattern)) {
      zone.ifPresent(
          value ->
              problems.at(
                  value, "the zone is for patterns; give one as format, or remove the zone"));
      return new TimestampFormat(pattern, ZoneId.of("UTC"));
    }
    if (!TimestampPattern.isSound(pattern)) {
      problems.at(
          format.orElseThrow(),
          "'"
              + format.orElseThrow().written()
              + "' gives no date or loses the time of day; write epoch_millis, epoch_seconds or a"
              + " pattern such as yyyy-MM-dd HH:mm:ss");
    }
    return new TimestampFormat(pattern, Values.zone(map, "zone"));
  }

  private static FieldType type(Scalar word) {
    try {
      return FieldType.valueOf(word.text().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      return FieldType.STRING;
    }
  }
}
