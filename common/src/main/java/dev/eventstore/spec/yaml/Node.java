package dev.eventstore.spec.yaml;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A node of a store file. */
public sealed interface Node {
  /** Where it is, such as {@code meters[2].operators[0].filter}; empty for the root. */
  String path();

  /** The line of its key, or of the list item, from 1. */
  int line();

  /** What a user calls this kind of node, such as {@code a list}. */
  String kind();

  /** How YAML reads a scalar. */
  enum ScalarKind {
    TEXT("text"),
    INTEGER("a number"),
    DECIMAL("a number"),
    BOOLEAN("true or false"),
    NULL("empty");

    private final String word;

    ScalarKind(String word) {
      this.word = word;
    }
  }

  /**
   * @param text the value, with the environment put in
   * @param written the value as it stands in the file: the only form fit for messages
   */
  record Scalar(String path, int line, ScalarKind type, String text, String written)
      implements Node {
    @Override
    public String kind() {
      return type.word;
    }

    public boolean fromEnvironment() {
      return !text.equals(written);
    }

    /** Without its text, which may be a secret. */
    @Override
    public String toString() {
      return path + "=" + written;
    }
  }

  record Sequence(String path, int line, List<Node> items) implements Node {
    @Override
    public String kind() {
      return "a list";
    }
  }

  /**
   * @param entries in the order of the file
   */
  record Mapping(String path, int line, Map<String, Node> entries) implements Node {
    @Override
    public String kind() {
      return "a map";
    }

    public Optional<Scalar> scalar(String key) {
      return entries.get(key) instanceof Scalar scalar ? Optional.of(scalar) : Optional.empty();
    }

    /** The map of a key; empty where there is none. */
    public Mapping mapping(String key) {
      return entries.get(key) instanceof Mapping mapping
          ? mapping
          : new Mapping(at(key), line, Map.of());
    }

    /** The items of a key's list; none where there is no list. */
    public List<Node> items(String key) {
      return entries.get(key) instanceof Sequence list ? list.items() : List.of();
    }

    /** The items of a key's list that are maps. */
    public List<Mapping> mappings(String key) {
      return items(key).stream()
          .filter(Mapping.class::isInstance)
          .map(Mapping.class::cast)
          .toList();
    }

    /** The scalars of a key that takes one or a list of them. */
    public List<Scalar> scalars(String key) {
      List<Node> nodes = entries.get(key) instanceof Scalar scalar ? List.of(scalar) : items(key);
      return nodes.stream().filter(Scalar.class::isInstance).map(Scalar.class::cast).toList();
    }

    public boolean has(String key) {
      return entries.containsKey(key);
    }

    /** The path of one of its keys, whether it is there or not. */
    public String at(String key) {
      return path.isEmpty() ? key : path + "." + key;
    }
  }
}
