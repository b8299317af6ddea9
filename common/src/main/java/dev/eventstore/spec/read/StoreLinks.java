package dev.eventstore.spec.read;

import dev.eventstore.spec.Problem;
import dev.eventstore.spec.yaml.Node;
import dev.eventstore.spec.yaml.Node.Mapping;
import dev.eventstore.spec.yaml.Node.Scalar;
import dev.eventstore.spec.yaml.Problems;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rules over several stores: one name each, no dangling reference, no cycle, and no reference
 * that nothing comes by. What a store has to do with itself is told in its own file.
 */
public final class StoreLinks {
  /** That one store feeds another, and where that is written. */
  private record Link(String from, String to, Scalar node, Problems problems) {}

  private final Map<String, ReadFile> stores = new LinkedHashMap<>();
  private final Map<String, Problems> problems = new LinkedHashMap<>();
  private final List<Link> links = new ArrayList<>();

  private final boolean areAllNamed;

  private StoreLinks(List<ReadFile> files) {
    areAllNamed =
        files.stream()
            .allMatch(file -> file.root() != null && file.root().scalar("store").isPresent());
  }

  /** What is wrong between these files. */
  public static List<Problem> check(List<ReadFile> files) {
    StoreLinks check = new StoreLinks(files);
    List<ReadFile> readable = files.stream().filter(file -> file.root() != null).toList();
    readable.forEach(check::name);
    readable.forEach(check::references);
    check.cycles();
    return check.problems.values().stream().flatMap(found -> found.list().stream()).toList();
  }

  private void name(ReadFile file) {
    problems.put(file.file(), new Problems(file.file()));
    Optional<Scalar> name = file.root().scalar("store");
    if (name.isEmpty()) {
      return;
    }
    ReadFile other = stores.putIfAbsent(name.get().text(), file);
    if (other != null) {
      problems
          .get(file.file())
          .at(
              name.get(),
              "the store of "
                  + other.file()
                  + " has the same name '"
                  + name.get().written()
                  + "'; rename one");
    }
  }

  private void references(ReadFile file) {
    Mapping root = file.root();
    Problems found = problems.get(file.file());
    String self = Values.text(root, "store", "");
    Mapping targets = root.mapping("targets");
    for (String target : targets.entries().keySet()) {
      targets
          .mapping(target)
          .scalar("store")
          .filter(to -> !to.text().equals(self))
          .ifPresent(
              to -> {
                exists(to, found);
                isRead(to, self, found);
                links.add(new Link(self, to.text(), to, found));
              });
    }
    for (Mapping source : root.mappings("sources")) {
      Mapping store = source.mapping("store");
      store
          .scalar("name")
          .filter(from -> !from.text().equals(self))
          .ifPresent(
              from -> {
                exists(from, found);
                links.add(new Link(from.text(), self, from, found));
                store.scalar("meter").ifPresent(meter -> meter(from, meter, found));
              });
    }
  }

  private void exists(Scalar store, Problems found) {
    if (areAllNamed && !stores.containsKey(store.text())) {
      found.at(
          store,
          "no store is named '" + store.written() + "' here; add its file, or correct the name");
    }
  }

  /** Whether the store of a target reads this one. */
  private void isRead(Scalar to, String self, Problems found) {
    ReadFile file = stores.get(to.text());
    List<Mapping> sources = file == null ? List.of() : file.root().mappings("sources");
    if (!sources.isEmpty()
        && sources.stream()
            .filter(source -> source.has("store"))
            .noneMatch(source -> Values.text(source.mapping("store"), "name", self).equals(self))) {
      found.at(
          to,
          "the store '"
              + to.written()
              + "' has no source that is this store; add one to it, or remove the target");
    }
  }

  private void meter(Scalar store, Scalar name, Problems found) {
    ReadFile file = stores.get(store.text());
    if (file == null) {
      return;
    }
    Optional<Mapping> meter =
        file.root().mappings("meters").stream()
            .filter(other -> Values.text(other, "name", "").equals(name.text()))
            .findFirst();
    String shown = "'" + name.written() + "'";
    String of = "the store '" + store.written() + "'";
    if (meter.isEmpty()) {
      found.at(name, of + " has no meter " + shown + "; correct the name");
    } else if (MeterRules.aggregates(meter.get())) {
      found.at(
          name,
          "the meter "
              + shown
              + " of "
              + of
              + " aggregates, and a store reads events; name a meter without an aggregate");
    } else if (feedsNone(meter.get(), file.root().mapping("targets"))) {
      found.at(
          name,
          "the meter "
              + shown
              + " of "
              + of
              + " has no target that is a store; add one to it, or name another meter");
    }
  }

  /** Whether all targets of a meter are something else than stores. */
  private static boolean feedsNone(Mapping meter, Mapping targets) {
    List<Scalar> names = meter.scalars("targets");
    return !names.isEmpty()
        && names.stream()
            .allMatch(
                name -> targets.has(name.text()) && !targets.mapping(name.text()).has("store"));
  }

  /** Reports each cycle once, at the link that closes it. */
  private void cycles() {
    Set<String> done = new HashSet<>();
    for (String store : stores.keySet()) {
      follow(store, new ArrayList<>(), done);
    }
  }

  private void follow(String store, List<String> way, Set<String> done) {
    if (done.contains(store)) {
      return;
    }
    way.add(store);
    Set<String> closed = new HashSet<>();
    for (Link link : links) {
      if (!link.from.equals(store)) {
        continue;
      }
      int start = way.indexOf(link.to);
      if (start < 0) {
        follow(link.to, way, done);
      } else if (closed.add(link.to)) {
        List<String> cycle = new ArrayList<>(way.subList(start, way.size()));
        cycle.add(link.to);
        link.problems.at(
            link.node,
            "stores feed each other in a circle: "
                + String.join(" -> ", cycle.stream().map(this::shown).toList())
                + "; remove one of the links");
      }
    }
    way.remove(way.size() - 1);
    done.add(store);
  }

  /** A store's name as its file writes it, which may be a reference to the environment. */
  private String shown(String store) {
    ReadFile file = stores.get(store);
    return file == null ? "?" : file.root().scalar("store").map(Node.Scalar::written).orElse("?");
  }
}
