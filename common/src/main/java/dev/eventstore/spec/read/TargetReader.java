package dev.eventstore.spec.read;

import dev.eventstore.spec.TargetSpec;
import dev.eventstore.spec.TargetSpec.Format;
import dev.eventstore.spec.yaml.Node.Mapping;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code targets}. */
final class TargetReader {
  private TargetReader() {}

  /** In the order of the file, without kinds of targets that are refused. */
  static List<TargetSpec> read(Mapping root, Clusters clusters, Folders folders) {
    List<TargetSpec> targets = new ArrayList<>();
    Mapping all = root.mapping("targets");
    for (String name : all.entries().keySet()) {
      Mapping target = all.mapping(name);
      if (target.has("kafka")) {
        Mapping kafka = target.mapping("kafka");
        targets.add(
            new TargetSpec(
                name,
                new TargetSpec.KafkaOutput(Values.text(kafka, "topic", ""), clusters.at(kafka))));
      } else if (target.has("files")) {
        Mapping files = target.mapping("files");
        targets.add(
            new TargetSpec(
                name,
                new TargetSpec.FilesOutput(
                    folders.written(files),
                    Values.word(files, "format", Format.class, Format.JSONL))));
      } else if (target.scalar("store").isPresent()) {
        targets.add(
            new TargetSpec(
                name,
                new TargetSpec.StoreOutput(
                    Values.text(target, "store", ""),
                    clusters.ofStores(target.entries().get("store")))));
      } else if (target.has("jdbc")) {
        Mapping jdbc = target.mapping("jdbc");
        targets.add(
            new TargetSpec(
                name,
                new TargetSpec.JdbcOutput(
                    Values.text(jdbc, "url", ""),
                    Values.text(jdbc, "table", ""),
                    Values.text(jdbc, "user", null),
                    Values.text(jdbc, "password", null))));
      }
    }
    return targets;
  }
}
