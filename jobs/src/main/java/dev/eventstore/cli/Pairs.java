package dev.eventstore.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;

/** A JSON object in a cell of a table: {@code account=a, tier=gold}. */
final class Pairs {
  private Pairs() {}

  static String of(JsonNode object) {
    return object.properties().stream()
        .map(property -> property.getKey() + "=" + text(property.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String text(JsonNode value) {
    return value.isTextual() ? value.textValue() : value.toString();
  }
}
