package dev.eventstore.spec.read;

import dev.eventstore.spec.yaml.Node;
import dev.eventstore.spec.yaml.Node.Mapping;
import dev.eventstore.spec.yaml.Problems;
import java.util.HashMap;
import java.util.Map;

/** The nodes below some keys of a map, by path: where a check's words belong. */
final class Places {
  private final Mapping map;
  private final Map<String, Node> nodes = new HashMap<>();
  private boolean fromEnvironment;

  Places(Mapping map, String... keys) {
    this.map = map;
    nodes.put(map.path(), map);
    for (String key : keys) {
      if (map.has(key)) {
        add(map.entries().get(key));
      }
    }
  }

  private void add(Node node) {
    nodes.put(node.path(), node);
    if (node instanceof Mapping map) {
      map.entries().values().forEach(this::add);
    } else if (node instanceof Node.Sequence list) {
      list.items().forEach(this::add);
    } else if (node instanceof Node.Scalar scalar) {
      fromEnvironment |= scalar.fromEnvironment();
    }
  }

  void report(String place, String message, Problems problems) {
    Node node = nearest(map.at(place));
    if (node instanceof Node.Scalar scalar && scalar.fromEnvironment()) {
      problems.reported(scalar, message);
    } else {
      problems.at(
          node,
          fromEnvironment
              ? "this does not fit with what the environment gives; correct the variables used in "
                  + map.path()
              : message);
    }
  }

  /** The node of a path, or the one around it. */
  private Node nearest(String path) {
    String at = path;
    while (!nodes.containsKey(at) && at.length() > map.path().length()) {
      at = at.substring(0, Math.max(at.lastIndexOf('.'), at.lastIndexOf('[')));
    }
    return nodes.getOrDefault(at, map);
  }
}
