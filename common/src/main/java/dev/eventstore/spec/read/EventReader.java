package dev.eventstore.spec.read;

import dev.eventstore.spec.yaml.Node.Mapping;
import dev.eventstore.spec.yaml.Node.Scalar;
import dev.eventstore.spec.yaml.Problems;
import dev.eventstore.value.EventSchema;
import dev.eventstore.value.Field;
import dev.eventstore.value.FieldType;
import dev.eventstore.value.KnownFields;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads {@code event}. */
final class EventReader {
  private static final Set<FieldType> ORDERED =
      Set.of(FieldType.INTEGER, FieldType.DECIMAL, FieldType.STRING, FieldType.TIMESTAMP);

  private final Mapping event;
  private final Problems problems;
  private final Map<String, Field> declared = new LinkedHashMap<>();

  EventReader(Mapping root, Problems problems) {
    this.event = root.mapping("event");
    this.problems = problems;
  }

  /** Empty where a problem is reported. */
  Optional<EventSchema> read() {
    List<Scalar> id = event.scalars("id");
    List<Scalar> key = event.scalars("key");
    Optional<Scalar> time = event.scalar("time");
    Optional<Scalar> version = event.scalar("version");

    Set<String> implied = new HashSet<>();
    Stream.of(id.stream(), key.stream(), time.stream())
        .flatMap(names -> names)
        .forEach(name -> implied.add(name.text()));
    Mapping fields = event.mapping("fields");
    FieldReader reader = new FieldReader(problems, implied);
    fields.entries().forEach((name, node) -> declared.put(name, reader.read(name, node)));

    names(id);
    names(key);
    time.ifPresent(this::time);
    version.ifPresent(name -> version(name, id, key));
    if (problems.hasWithin("event")) {
      return Optional.empty();
    }
    return Optional.of(
        new EventSchema(
            List.copyOf(declared.values()),
            texts(id),
            texts(key),
            time.map(Scalar::text).orElse(null),
            version.map(Scalar::text).orElse(null)));
  }

  /**
   * The fields that were read, for the checks of expressions. What is wrong with a name of the id,
   * the key, the time or the version may be mended at the field.
   */
  KnownFields fields() {
    Mapping fields = event.mapping("fields");
    Map<String, Optional<FieldType>> types = new LinkedHashMap<>();
    declared.forEach(
        (name, field) ->
            types.put(
                name,
                problems.hasWithin(fields.at(name))
                    ? Optional.empty()
                    : Optional.of(field.type())));
    Stream.of("id", "key", "time", "version")
        .flatMap(key -> event.scalars(key).stream())
        .filter(name -> problems.has(name) && !name.fromEnvironment())
        .forEach(name -> types.put(name.text(), Optional.empty()));
    return new KnownFields(types, areRead());
  }

  private boolean areRead() {
    return event.entries().get("fields") instanceof Mapping;
  }

  private void names(List<Scalar> names) {
    Set<String> seen = new HashSet<>();
    for (Scalar name : names) {
      Field field = known(name);
      if (!seen.add(name.text())) {
        problems.at(name, "'" + name.written() + "' stands here twice; remove one of them");
      } else if (field != null && field.type() == FieldType.STRINGS) {
        problems.at(
            name, "'" + name.written() + "' is a map of strings; an id or key takes single values");
      }
    }
  }

  private void time(Scalar name) {
    Field field = known(name);
    if (field != null && field.type() != FieldType.TIMESTAMP) {
      problems.at(name, "'" + name.written() + "' is no timestamp; declare it as one");
    }
  }

  private void version(Scalar name, List<Scalar> id, List<Scalar> key) {
    Field field = known(name);
    if (field == null) {
      return;
    }
    List<String> identity = new ArrayList<>(texts(id));
    identity.addAll(texts(key));
    if (!ORDERED.contains(field.type())) {
      problems.at(
          name,
          "'"
              + name.written()
              + "' has no order; a version is an integer, decimal, string or timestamp");
    } else if (identity.contains(name.text())) {
      problems.at(
          name,
          "'"
              + name.written()
              + "' is part of the id or key, so it cannot order versions of one event; take another"
              + " field");
    }
  }

  /** The field named, or null: then a problem is reported, of the name or of all fields. */
  private Field known(Scalar name) {
    Field field = declared.get(name.text());
    if (field == null && areRead()) {
      problems.at(
          name, "no field is named '" + name.written() + "'; declare it under event.fields");
    }
    return field;
  }

  private static List<String> texts(List<Scalar> scalars) {
    return scalars.stream().map(Scalar::text).toList();
  }
}
