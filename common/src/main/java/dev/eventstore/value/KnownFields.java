package dev.eventstore.value;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of an event's fields: all, or, where the event definition has mistakes, that which
 * they leave. So expressions are checked however wrong the definition is, and never refused for
 * what a mistake there has hidden.
 *
 * @param types by name, empty where a mistake may have to do with the type
 * @param areAll whether there are no other fields
 */
public record KnownFields(Map<String, Optional<FieldType>> types, boolean areAll) {
  public KnownFields {
    types = Collections.unmodifiableMap(new LinkedHashMap<>(types));
  }

  /** All fields of a definition without mistakes. */
  public static KnownFields of(EventSchema schema) {
    Map<String, Optional<FieldType>> types = new LinkedHashMap<>();
    schema.fields().forEach(field -> types.put(field.name(), Optional.of(field.type())));
    return new KnownFields(types, true);
  }

  /** Whether there may be a field of this name. */
  public boolean mayHave(String name) {
    return !areAll || types.containsKey(name);
  }

  public Optional<FieldType> type(String name) {
    return types.getOrDefault(name, Optional.empty());
  }
}
