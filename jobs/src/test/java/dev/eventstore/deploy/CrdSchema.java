package dev.eventstore.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Checks resources against their CRD, strictly: Kubernetes drops unknown properties silently. */
final class CrdSchema {
  /** Beside the repository, where there is one. */
  private static final List<Path> PLACES =
      List.of(Path.of("../../shared/crds"), Path.of("../shared/crds"));

  private CrdSchema() {}

  static boolean isThere() {
    return PLACES.stream().anyMatch(Files::isDirectory);
  }

  /** Every problem of a resource, with its path. */
  static List<String> problems(Map<String, Object> resource) throws IOException {
    List<String> problems = new ArrayList<>();
    Map<String, Object> schema = schema(resource);
    Map<String, Object> spec = Yaml.map(Yaml.at(schema, "properties", "spec"));
    check("spec", resource.get("spec"), spec, problems);
    return problems;
  }

  private static Map<String, Object> schema(Map<String, Object> resource) throws IOException {
    String kind = resource.get("kind").toString().toLowerCase(Locale.ROOT);
    Path folder = PLACES.stream().filter(Files::isDirectory).findFirst().orElseThrow();
    Map<String, Object> crd = Yaml.document(folder.resolve(kind + "s.flink.apache.org-v1.yml"));
    for (Object version : Yaml.list(Yaml.at(crd, "spec", "versions"))) {
      String name = Yaml.at(crd, "spec", "group") + "/" + Yaml.map(version).get("name");
      if (name.equals(resource.get("apiVersion"))) {
        return Yaml.map(Yaml.at(Yaml.map(version), "schema", "openAPIV3Schema"));
      }
    }
    throw new IllegalArgumentException("no CRD of " + resource.get("apiVersion"));
  }

  private static void check(
      String path, Object value, Map<String, Object> schema, List<String> problems) {
    if (Boolean.TRUE.equals(schema.get("x-kubernetes-preserve-unknown-fields"))) {
      return;
    }
    if (!isOfType(value, schema)) {
      problems.add(path + " is no " + schema.get("type"));
      return;
    }
    List<?> values = Yaml.list(schema.get("enum"));
    if (!values.isEmpty() && !values.contains(value)) {
      problems.add(path + " is none of " + values);
    }
    if (value instanceof Map) {
      members(path, Yaml.map(value), schema, problems);
    } else if (value instanceof List<?> items) {
      for (int i = 0; i < items.size(); i++) {
        check(path + "[" + i + "]", items.get(i), Yaml.map(schema.get("items")), problems);
      }
    }
  }

  private static void members(
      String path, Map<String, Object> value, Map<String, Object> schema, List<String> problems) {
    Map<String, Object> known = Yaml.map(schema.get("properties"));
    Map<String, Object> others = Yaml.map(schema.get("additionalProperties"));
    value.forEach(
        (name, member) -> {
          if (known.containsKey(name)) {
            check(path + "." + name, member, Yaml.map(known.get(name)), problems);
          } else if (!others.isEmpty()) {
            check(path + "." + name, member, others, problems);
          } else {
            problems.add(path + "." + name + " is unknown");
          }
        });
    Yaml.list(schema.get("required")).stream()
        .filter(name -> !value.containsKey(name.toString()))
        .forEach(name -> problems.add(path + "." + name + " is missing"));
  }

  private static boolean isOfType(Object value, Map<String, Object> schema) {
    if (Boolean.TRUE.equals(schema.get("x-kubernetes-int-or-string"))) {
      return value instanceof Integer || value instanceof String;
    }
    if (value == null) {
      return Boolean.TRUE.equals(schema.get("nullable"));
    }
    return switch (String.valueOf(schema.get("type"))) {
      case "string" -> value instanceof String;
      case "integer" -> value instanceof Integer || value instanceof Long;
      case "number" -> value instanceof Number;
      case "boolean" -> value instanceof Boolean;
      case "array" -> value instanceof List;
      case "object" -> value instanceof Map;
      default -> Stream.of("null").noneMatch(String.valueOf(schema.get("type"))::equals);
    };
  }
}
