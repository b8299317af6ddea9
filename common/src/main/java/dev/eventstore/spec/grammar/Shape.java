package dev.eventstore.spec.grammar;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one part of a store file looks like. */
sealed interface Shape {

  /** A scalar. */
  record Value(ValueKind kind) implements Shape {}

  /** One of a few words. */
  record Words(List<String> words) implements Shape {
    static Words of(String... words) {
      return new Words(List.of(words));
    }
  }

  /** A whole number, both ends included. */
  record Whole(int min, int max) implements Shape {}

  /**
   * @param orOne one item may also stand alone, without the list
   */
  record Items(Shape item, int least, boolean orOne) implements Shape {}

  /** A map whose keys the user chooses. */
  record Entries(ValueKind key, Shape value, int least) implements Shape {}

  /** A scalar for short, or a map. */
  record Either(Shape scalar, Keys map) implements Shape {}

  /**
   * @param about one line that editors show
   */
  record Key(Shape shape, boolean required, String about) {}

  /**
   * A map of known keys.
   *
   * @param oneOf of these keys exactly one is given; empty: no such rule
   * @param others what keys beyond the known ones hold; null: there are none
   */
  record Keys(Map<String, Key> keys, List<String> oneOf, Shape others) implements Shape {
    static Keys none() {
      return new Keys(Map.of(), List.of(), null);
    }

    Keys required(String name, Shape shape, String about) {
      return with(name, new Key(shape, true, about));
    }

    Keys optional(String name, Shape shape, String about) {
      return with(name, new Key(shape, false, about));
    }

    Keys exactlyOneOf(String... names) {
      return new Keys(keys, List.of(names), others);
    }

    Keys andOthers(Shape shape) {
      return new Keys(keys, oneOf, shape);
    }

    private Keys with(String name, Key key) {
      Map<String, Key> all = new LinkedHashMap<>(keys);
      all.put(name, key);
      return new Keys(Collections.unmodifiableMap(all), oneOf, others);
    }
  }
}
