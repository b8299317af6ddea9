package dev.eventstore.spec.grammar;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Writes the grammar as JSON Schema, from which editors complete and check store files. */
final class JsonSchema {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String ENVIRONMENT = "environment";

  private JsonSchema() {}

  /** The text of the published schema. */
  static String text() {
    ObjectNode schema = JSON.objectNode();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", "Event Store: a store file");
    schema.setAll(of(Grammar.storeFile()));
    schema
        .putObject("$defs")
        .putObject(ENVIRONMENT)
        .put("type", "string")
        .put("pattern", "\\$\\{env:[A-Za-z_][A-Za-z0-9_]*\\}");
    try {
      return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(schema) + "\n";
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ObjectNode of(Shape shape) {
    if (shape instanceof Shape.Keys keys) {
      return keys(keys);
    }
    if (shape instanceof Shape.Entries entries) {
      return entries(entries);
    }
    if (shape instanceof Shape.Items items) {
      return items(items);
    }
    if (shape instanceof Shape.Either either) {
      return anyOf(of(either.scalar()), of(either.map()));
    }
    if (shape instanceof Shape.Whole whole) {
      ObjectNode number = JSON.objectNode().put("type", "integer");
      return orEnvironment(number.put("minimum", whole.min()).put("maximum", whole.max()));
    }
    if (shape instanceof Shape.Words words) {
      ObjectNode list = JSON.objectNode();
      words.words().forEach(list.putArray("enum")::add);
      return orEnvironment(list);
    }
    return value(((Shape.Value) shape).kind());
  }

  private static ObjectNode value(ValueKind kind) {
    ObjectNode value = JSON.objectNode();
    if (kind.takesAnyScalar()) {
      List.of("string", "number", "boolean").forEach(value.putArray("type")::add);
      return value;
    }
    if (kind == ValueKind.BOOLEAN) {
      return orEnvironment(value.put("type", "boolean"));
    }
    value.put("type", "string");
    return kind == ValueKind.TEXT || kind == ValueKind.ZONE
        ? value.put("minLength", 1)
        : orEnvironment(value.put("pattern", whole(kind)));
  }

  private static ObjectNode keys(Shape.Keys shape) {
    ObjectNode map = JSON.objectNode().put("type", "object");
    ObjectNode properties = map.putObject("properties");
    shape
        .keys()
        .forEach(
            (name, key) -> {
              ObjectNode value = properties.putObject(name).put("description", key.about());
              value.setAll(of(key.shape()));
            });
    List<String> required =
        shape.keys().entrySet().stream()
            .filter(key -> key.getValue().required())
            .map(java.util.Map.Entry::getKey)
            .toList();
    if (!required.isEmpty()) {
      required.forEach(map.putArray("required")::add);
    }
    if (!shape.oneOf().isEmpty()) {
      var choices = map.putArray("oneOf");
      shape.oneOf().forEach(name -> choices.addObject().putArray("required").add(name));
    }
    if (shape.others() == null) {
      map.put("additionalProperties", false);
    } else {
      map.set("additionalProperties", of(shape.others()));
    }
    return map;
  }

  private static ObjectNode entries(Shape.Entries shape) {
    ObjectNode map = JSON.objectNode().put("type", "object");
    if (shape.least() > 0) {
      map.put("minProperties", shape.least());
    }
    map.putObject("propertyNames").put("pattern", whole(shape.key()));
    map.set("additionalProperties", of(shape.value()));
    return map;
  }

  private static ObjectNode items(Shape.Items shape) {
    ObjectNode list = JSON.objectNode().put("type", "array");
    if (shape.least() > 0) {
      list.put("minItems", shape.least());
    }
    list.set("items", of(shape.item()));
    return shape.orOne() ? anyOf(of(shape.item()), list) : list;
  }

  private static String whole(ValueKind kind) {
    return "^(?:" + kind.regex() + ")$";
  }

  private static ObjectNode orEnvironment(ObjectNode schema) {
    return anyOf(schema, JSON.objectNode().put("$ref", "#/$defs/" + ENVIRONMENT));
  }

  private static ObjectNode anyOf(ObjectNode first, ObjectNode second) {
    ObjectNode either = JSON.objectNode();
    either.putArray("anyOf").add(first).add(second);
    return either;
  }
}
