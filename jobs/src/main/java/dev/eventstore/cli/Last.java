package dev.eventstore.cli;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;

/** The last few of many. */
final class Last<T> {
  private final int most;
  private final Deque<T> elements = new ArrayDeque<>();

  Last(int most) {
    this.most = most;
  }

  void add(T element) {
    elements.add(element);
    if (elements.size() > most) {
      elements.remove();
    }
  }

  Collection<T> elements() {
    return elements;
  }
}
