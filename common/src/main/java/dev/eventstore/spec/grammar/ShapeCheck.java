package dev.eventstore.spec.grammar;

import dev.eventstore.spec.yaml.Node;
import dev.eventstore.spec.yaml.Node.Mapping;
import dev.eventstore.spec.yaml.Node.Scalar;
import dev.eventstore.spec.yaml.Node.Sequence;
import dev.eventstore.spec.yaml.Problems;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks nodes against the grammar: keys, types, and the form of every single value. */
final class ShapeCheck {
  private final Problems problems;

  ShapeCheck(Problems problems) {
    this.problems = problems;
  }

  void check(Shape shape, Node node) {
    if (shape instanceof Shape.Keys keys) {
      keys(keys, node);
    } else if (shape instanceof Shape.Entries entries) {
      entries(entries, node);
    } else if (shape instanceof Shape.Items items) {
      items(items, node);
    } else if (shape instanceof Shape.Either either) {
      check(node instanceof Scalar ? either.scalar() : either.map(), node);
    } else if (node instanceof Scalar scalar) {
      scalar(shape, scalar).ifPresent(complaint -> problems.reported(scalar, complaint));
    } else {
      wrongType(node, what(shape), "write a single value");
    }
  }

  private void keys(Shape.Keys shape, Node node) {
    if (!(node instanceof Mapping map)) {
      wrongType(node, "a map", "write its keys: " + String.join(", ", shape.keys().keySet()));
      return;
    }
    Set<String> meant = new HashSet<>();
    map.entries()
        .forEach(
            (name, value) -> {
              Shape.Key key = shape.keys().get(name);
              if (key != null) {
                check(key.shape(), value);
              } else if (shape.others() != null) {
                check(shape.others(), value);
              } else {
                Optional<String> nearest = Nearest.to(name, shape.keys().keySet());
                nearest.ifPresent(meant::add);
                problems.at(value, "unknown key '" + name + "'; " + advice(nearest, shape));
              }
            });
    shape
        .keys()
        .forEach(
            (name, key) -> {
              if (key.required() && !map.has(name) && !meant.contains(name)) {
                problems.at(
                    map.line(),
                    map.at(name),
                    "the key '" + name + "' is missing; add it: " + key.about());
              }
            });
    exactlyOne(shape, map, meant);
  }

  private void exactlyOne(Shape.Keys shape, Mapping map, Set<String> meant) {
    if (shape.oneOf().isEmpty()) {
      return;
    }
    List<String> given = shape.oneOf().stream().filter(map::has).toList();
    if (given.size() > 1) {
      problems.at(map, String.join(" and ", given) + " stand together; keep one of them");
    } else if (given.isEmpty() && shape.oneOf().stream().noneMatch(meant::contains)) {
      problems.at(map, "one of " + String.join(", ", shape.oneOf()) + " is needed; add it");
    }
  }

  private void entries(Shape.Entries shape, Node node) {
    if (!(node instanceof Mapping map)) {
      wrongType(node, "a map", "write it as {name: value}");
      return;
    }
    if (map.entries().size() < shape.least()) {
      problems.at(map, "the map is empty; add at least one entry");
    }
    map.entries()
        .forEach(
            (name, value) -> {
              if (isRestOfExpression(name, value)) {
                problems.at(
                    value, "a comma ends a value inside {...}; put the whole expression in quotes");
              } else if (!shape.key().fits(name)) {
                problems.at(value, "'" + name + "' is not " + what(shape.key()));
              }
              check(shape.value(), value);
            });
  }

  /** YAML reads <code>{a: round(b, 3)}</code> as two entries: the second is no more than a key. */
  private static boolean isRestOfExpression(String name, Node value) {
    return value instanceof Scalar scalar
        && scalar.type() == Node.ScalarKind.NULL
        && (name.endsWith(")") || name.endsWith("]"));
  }

  private void items(Shape.Items shape, Node node) {
    if (node instanceof Sequence list) {
      if (list.items().size() < shape.least()) {
        problems.at(list, "the list is empty; add at least one entry");
      }
      list.items().forEach(item -> check(shape.item(), item));
    } else if (shape.orOne() && node instanceof Scalar) {
      check(shape.item(), node);
    } else {
      wrongType(node, "a list", "write it as [...] or as lines that start with '-'");
    }
  }

  private static Optional<String> scalar(Shape shape, Scalar value) {
    if (shape instanceof Shape.Value kind) {
      return kind.kind().complaint(value);
    }
    if (shape instanceof Shape.Whole whole) {
      return isWhole(whole, value)
          ? Optional.empty()
          : Optional.of("'" + value.written() + "' is not " + what(whole) + "; correct it");
    }
    List<String> words = ((Shape.Words) shape).words();
    if (words.contains(value.text())) {
      return Optional.empty();
    }
    return Optional.of(
        "'" + value.written() + "' is not known here; " + advice(value.written(), words));
  }

  private static boolean isWhole(Shape.Whole shape, Scalar value) {
    boolean number = value.type() == Node.ScalarKind.INTEGER || value.fromEnvironment();
    if (!number || !value.text().matches("[0-9]{1,9}")) {
      return false;
    }
    int whole = Integer.parseInt(value.text());
    return whole >= shape.min() && whole <= shape.max();
  }

  private static String what(Shape shape) {
    if (shape instanceof Shape.Value value) {
      return value.kind().what();
    }
    return shape instanceof Shape.Whole whole
        ? "a whole number from " + whole.min() + " to " + whole.max()
        : "a word";
  }

  private static String what(ValueKind kind) {
    return kind.what() + "; " + kind.remedy();
  }

  private static String advice(Optional<String> nearest, Shape.Keys shape) {
    return nearest
        .map(name -> "did you mean '" + name + "'?")
        .orElse("known here: " + String.join(", ", shape.keys().keySet()));
  }

  private static String advice(String written, Collection<String> words) {
    return Nearest.to(written, words)
        .map(word -> "did you mean '" + word + "'?")
        .orElse("write " + String.join(" or ", words));
  }

  private void wrongType(Node node, String expected, String remedy) {
    String found =
        node instanceof Scalar scalar && scalar.type() == Node.ScalarKind.NULL
            ? "nothing"
            : node.kind();
    problems.at(node, "expected " + expected + ", not " + found + "; " + remedy);
  }
}
