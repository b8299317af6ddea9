package dev.eventstore.spec.read;

import dev.eventstore.spec.ChannelSpec;
import dev.eventstore.spec.SourceSpec;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.spec.TableSpec;
import dev.eventstore.spec.TargetSpec;
import dev.eventstore.spec.yaml.Node;
import dev.eventstore.spec.yaml.Node.Mapping;
import dev.eventstore.spec.yaml.Problems;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Refuses folders from which a store would read its own output, or a source's files twice. */
final class FilesRules {
  private final Map<String, Path> read = new LinkedHashMap<>();
  private final Problems problems;

  private FilesRules(Problems problems) {
    this.problems = problems;
  }

  static void check(Mapping root, StoreSpec spec, Collection<TableSpec> tables, Problems problems) {
    FilesRules rules = new FilesRules(problems);
    for (int i = 0; i < spec.sources().size(); i++) {
      if (spec.sources().get(i).input() instanceof SourceSpec.FilesInput files) {
        rules.source(root.mappings("sources").get(i), files.path());
      }
    }
    for (TableSpec table : tables) {
      if (table.input() instanceof TableSpec.TableInFile file) {
        rules.table(root.mapping("tables").mapping(table.name()), file.path());
      }
    }
    for (TargetSpec target : spec.targets()) {
      if (target.output() instanceof TargetSpec.FilesOutput files) {
        rules.written(root.mapping("targets").mapping(target.name()), files.path());
      }
    }
    Map<String, ChannelSpec> channels =
        Map.of("control", spec.control(), "quarantine", spec.quarantine(), "status", spec.status());
    for (String name : List.of("control", "quarantine", "status")) {
      if (channels.get(name) instanceof ChannelSpec.Folder folder) {
        rules.written(root.mapping(name), folder.path());
      }
    }
  }

  private void source(Mapping source, String path) {
    String name = source.scalar("name").map(Node.Scalar::written).orElse("");
    if (!path.isEmpty()) {
      refuseIfRead(
          source,
          path,
          "' reads these files already, and they would be counted twice; remove one of the sources");
      read.put(name, Path.of(path));
    }
  }

  private void table(Mapping place, String path) {
    refuseIfRead(place, path, "' reads this file too, as events; move the table out of its folder");
  }

  private void written(Mapping place, String path) {
    if (!path.isEmpty()) {
      refuseIfRead(
          place,
          path,
          "' reads this folder, so the store would read its own output; take another folder");
    }
  }

  private void refuseIfRead(Mapping place, String path, String why) {
    Node node = place.mapping("files").entries().get("path");
    Path folder = Path.of(path);
    read.entrySet().stream()
        .filter(other -> folder.startsWith(other.getValue()) || other.getValue().startsWith(folder))
        .findFirst()
        .ifPresent(other -> problems.at(node, "source '" + other.getKey() + why));
  }
}
