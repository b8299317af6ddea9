package dev.eventstore.spec.read;

import dev.eventstore.event.EventSchema;
import dev.eventstore.event.MappingCheck;
import dev.eventstore.meter.MeterCheck;
import dev.eventstore.spec.MeterSpec;
import dev.eventstore.spec.SourceSpec;
import dev.eventstore.spec.yaml.Node;
import dev.eventstore.spec.yaml.Node.Mapping;
import dev.eventstore.spec.yaml.Problems;
import java.util.Map;

/** Passes on what the type checks say, at the lines of the expressions they speak of. */
final class ExpressionChecks {
  private ExpressionChecks() {}

  static void source(EventSchema schema, Mapping source, SourceSpec spec, Problems problems) {
    if (clean(problems, source, "filter", "fields", "format")) {
      Places places = new Places(source, "filter", "fields");
      MappingCheck.check(schema, spec, (place, message) -> places.report(place, message, problems));
    }
  }

  static void meter(EventSchema schema, Mapping meter, MeterSpec spec, Problems problems) {
    if (clean(problems, meter, "operators")) {
      Places places = new Places(meter, "operators");
      MeterCheck.check(schema, spec, (place, message) -> places.report(place, message, problems));
    }
  }

  /** Whether nothing is wrong that the check would only tell again, as something else. */
  private static boolean clean(Problems problems, Mapping map, String... keys) {
    for (String key : keys) {
      if (problems.hasWithin(map.at(key))) {
        return false;
      }
    }
    return !problems.has(map);
  }

  /** The nodes below some keys of a map, by path. */
  private static final class Places {
    private final Mapping map;
    private final Map<String, Node> nodes = new java.util.HashMap<>();
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
}
