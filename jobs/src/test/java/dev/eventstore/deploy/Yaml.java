package dev.eventstore.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** YAML as maps, lists and scalars. */
final class Yaml {
  private Yaml() {}

  /** Every document of a file. */
  static List<Map<String, Object>> documents(Path file) throws IOException {
    List<Map<String, Object>> documents = new ArrayList<>();
    for (Object document :
        new Load(LoadSettings.builder().build()).loadAllFromString(Files.readString(file))) {
      documents.add(map(document));
    }
    return documents;
  }

  static Map<String, Object> document(Path file) throws IOException {
    return documents(file).get(0);
  }

  @SuppressWarnings("unchecked") // Keys of YAML that we write are strings.
  static Map<String, Object> map(Object value) {
    return value == null ? Map.of() : (Map<String, Object>) value;
  }

  static List<?> list(Object value) {
    return value == null ? List.of() : (List<?>) value;
  }

  /** What stands at a path of names; null where nothing does. */
  static Object at(Map<String, Object> map, String... path) {
    Object value = map;
    for (String name : path) {
      value = value == null ? null : map(value).get(name);
    }
    return value;
  }

  /** A copy with another value at a path; null removes what stands there. */
  static Map<String, Object> with(Map<String, Object> map, Object value, String... path) {
    Object patch = value;
    for (int i = path.length - 1; i >= 0; i--) {
      Map<String, Object> outer = new LinkedHashMap<>();
      outer.put(path[i], patch);
      patch = outer;
    }
    return merge(map, map(patch));
  }

  /** Maps are merged, all else is replaced, null removes (RFC 7386), as kustomize does it here. */
  static Map<String, Object> merge(Map<String, Object> to, Map<String, Object> patch) {
    Map<String, Object> merged = new LinkedHashMap<>(to);
    patch.forEach(
        (name, value) -> {
          if (value == null) {
            merged.remove(name);
          } else if (value instanceof Map && merged.get(name) instanceof Map) {
            merged.put(name, merge(map(merged.get(name)), map(value)));
          } else {
            merged.put(name, value);
          }
        });
    return merged;
  }
}
