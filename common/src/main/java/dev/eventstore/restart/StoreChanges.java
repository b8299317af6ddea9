package dev.eventstore.restart;

import dev.eventstore.restart.StoreChange.How;
import dev.eventstore.restart.StoreOutline.Kind;
import dev.eventstore.restart.StoreOutline.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What another store file changes for a store that goes on, and what that means. */
public final class StoreChanges {
  private static final String FROM_NOW_ON = "from now on";

  private final StoreOutline before;
  private final StoreOutline now;
  private final List<String> released;
  private final List<StoreChange> changes = new ArrayList<>();

  private StoreChanges(StoreOutline before, StoreOutline now, List<String> released) {
    this.before = before;
    this.now = now;
    this.released = released;
  }

  /**
   * Those that the store can go on with, in the order of the store file, removed parts last.
   *
   * @param released the ids of the periods that meters have been told of
   */
  public static List<StoreChange> between(
      StoreOutline before, StoreOutline now, List<String> released) {
    StoreChanges found = new StoreChanges(before, now, released);
    now.parts().forEach(found::compare);
    found.compareOrder();
    before.parts().stream().filter(part -> now.find(part).isEmpty()).forEach(found::removed);
    return List.copyOf(found.changes);
  }

  /**
   * A source or a target goes on at the place that it had reached, which is one in what it read or
   * wrote then; and Flink knows of what a source had begun to read whether it ends.
   *
   * @throws IllegalArgumentException with one sentence, where it is another thing now
   */
  public static void requireSamePlaces(StoreOutline before, StoreOutline now) {
    List<String> moved = new ArrayList<>();
    for (Part part : now.parts()) {
      if (part.kind() == Kind.SOURCE || part.kind() == Kind.TARGET) {
        before.find(part).flatMap(was -> moved(was, part)).ifPresent(moved::add);
      }
    }
    if (!moved.isEmpty()) {
      throw new IllegalArgumentException(
          String.join(", ", moved)
              + " when the state was written; give what is new another name, which is to take one"
              + " away and add one");
    }
  }

  private static Optional<String> moved(Part was, Part part) {
    if (!was.nature().equals(part.nature())) {
      return Optional.of(moved(part, part.nature(), was.nature()));
    }
    return part.endsUnlike(was)
        ? Optional.of(moved(part, course(part), course(was)))
        : Optional.empty();
  }

  private static String moved(Part part, String is, String was) {
    return "%s '%s' is %s now and was %s".formatted(part.kind().word(), part.name(), is, was);
  }

  private static String course(Part source) {
    return source.ends() ? "read to its end" : "read on and on";
  }

  private void compare(Part part) {
    Optional<Part> was = before.find(part);
    if (was.isEmpty()) {
      add(How.ADDED, part, added(part));
    } else if (!was.get().nature().equals(part.nature())) {
      boolean widened = part.kind() == Kind.FIELD;
      add(widened ? How.WIDENED : How.CHANGED, part, ofOtherNature(was.get(), part));
    } else if (!part.isAs(was.get())) {
      add(How.CHANGED, part, changed(was.get(), part));
    }
  }

  private void add(How how, Part part, String means) {
    changes.add(new StoreChange(how, part.kind(), part.name(), means));
  }

  private void compareOrder() {
    List<String> is = common(now, before);
    if (!is.equals(common(before, now))) {
      changes.add(
          new StoreChange(
              How.REORDERED,
              Kind.SOURCE,
              String.join(", ", is),
              "an event that several report goes to the first of them when it is sent again"));
    }
  }

  private static List<String> common(StoreOutline of, StoreOutline with) {
    List<String> others = with.names(Kind.SOURCE);
    return of.names(Kind.SOURCE).stream().filter(others::contains).toList();
  }

  private String added(Part part) {
    return switch (part.kind()) {
      case FIELD ->
          "null in the events that are kept; one that is sent again with a value is a conflict";
      case SOURCE -> "holds every period until it has completed it, too";
      case TABLE -> "is looked up by what is released " + FROM_NOW_ON;
      case METER -> ofMeter();
      case CHECK -> "decides on periods that are not published yet";
      case TARGET -> "gets what is published " + FROM_NOW_ON;
      case SETTING -> part.detail();
    };
  }

  private String ofOtherNature(Part was, Part part) {
    return switch (part.kind()) {
      case FIELD -> was.nature() + " to " + part.nature() + ", as which kept values are read";
      case METER -> ofMeter();
      case TABLE -> "is looked up where it is now, by what is released or reprocessed";
      default -> FROM_NOW_ON;
    };
  }

  /** Of a meter that is another than the released periods were told to. */
  private String ofMeter() {
    return released.isEmpty()
        ? "counts for all periods, as none has been released"
        : "says nothing of released periods ("
            + String.join(", ", released)
            + ") until 'reprocess' gives it those that shall change";
  }

  private static String changed(Part was, Part part) {
    return switch (part.kind()) {
      case FIELD -> "counts for what comes " + FROM_NOW_ON;
      case SOURCE -> "counts for what it reports " + FROM_NOW_ON;
      case TABLE -> "is looked up as it is now, by what is released or reprocessed";
      case METER -> "writes to " + part.detail() + " " + FROM_NOW_ON;
      case CHECK -> "decides on periods that are not published yet";
      case TARGET -> "is another place, or of another format, for what is published " + FROM_NOW_ON;
      case SETTING -> part.detail() + ", was " + was.detail() + ofSetting(part.name());
    };
  }

  private static String ofSetting(String name) {
    return name.equals("retention")
        ? "; what is kept by now leaves at the later of both ends"
        : ", " + FROM_NOW_ON;
  }

  private void removed(Part part) {
    add(
        How.REMOVED,
        part,
        switch (part.kind()) {
          case FIELD -> "left out " + FROM_NOW_ON + "; kept values stay, for when it is back";
          case SOURCE -> "what it reported stays, and it holds no period any more";
          case TABLE -> "is not looked up any more";
          case METER -> "what it published stays, and it says no more";
          case CHECK -> "decides on nothing any more";
          case TARGET -> "what it was given stays, and it gets no more";
          case SETTING -> "was " + part.detail();
        });
  }
}
