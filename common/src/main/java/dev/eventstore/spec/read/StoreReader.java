package dev.eventstore.spec.read;

import dev.eventstore.spec.Retention;
import dev.eventstore.spec.SourceSpec;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.spec.StoreSpec.Conflicts;
import dev.eventstore.spec.StoreSpec.Late;
import dev.eventstore.spec.TableSpec;
import dev.eventstore.spec.grammar.Grammar;
import dev.eventstore.spec.yaml.Node.Mapping;
import dev.eventstore.spec.yaml.Problems;
import dev.eventstore.spec.yaml.YamlReader;
import dev.eventstore.value.EventSchema;
import dev.eventstore.value.KnownFields;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads one store file: grammar first, then its sections, then the rules between them. */
public final class StoreReader {
  private final String name;
  private final Path folder;
  private final Function<Problems, Optional<String>> text;
  private final Map<String, String> environment;

  public StoreReader(Path file, Map<String, String> environment) {
    this(
        file.toString(),
        file.toAbsolutePath().normalize().getParent(),
        problems -> FileText.read(file, problems),
        environment);
  }

  /**
   * A store file that is no file of this machine.
   *
   * @param name what problems call it
   */
  public StoreReader(String name, String text, Map<String, String> environment) {
    this(name, null, problems -> Optional.of(text), environment);
  }

  private StoreReader(
      String name,
      Path folder,
      Function<Problems, Optional<String>> text,
      Map<String, String> environment) {
    this.name = name;
    this.folder = folder;
    this.text = text;
    this.environment = environment;
  }

  /** Reads the file with everything that is wrong in it. */
  public ReadFile read() {
    Problems problems = new Problems(name);
    Mapping root =
        text.apply(problems)
            .flatMap(yaml -> YamlReader.read(yaml, environment, problems))
            .orElse(null);
    StoreSpec spec = root == null ? null : spec(root, problems);
    return new ReadFile(name, root, problems.list(), spec);
  }

  private StoreSpec spec(Mapping root, Problems problems) {
    Grammar.check(root, problems);
    Clusters clusters = new Clusters(root, problems);
    Folders folders = new Folders(folder, problems);
    EventReader reader = new EventReader(root, problems);
    EventSchema event = reader.read().orElse(null);
    KnownFields fields = reader.fields();
    List<SourceSpec> sources = new SourceReader(problems, clusters, folders).read(root, fields);
    Map<String, TableSpec> tables = new TableReader(problems, clusters, folders).read(root);
    ChannelReader channels = new ChannelReader(root, clusters, folders);
    StoreSpec spec =
        new StoreSpec(
            Values.text(root, "store", ""),
            clusters.defaults(),
            event,
            PeriodReader.read(root, problems),
            retention(root),
            Values.word(root, "conflicts", Conflicts.class, Conflicts.LATEST),
            Values.word(root, "late", Late.class, Late.REVISE),
            Values.duration(root, "reviseAfter", Duration.ofMinutes(1)),
            Values.duration(root.mapping("limits"), "ahead", Duration.ofDays(1)),
            Values.whole(root, "shards", 1),
            sources,
            new MeterReader(tables, problems).read(root, fields),
            TargetReader.read(root, clusters, folders),
            channels.read("control"),
            channels.read("quarantine"),
            channels.read("status"),
            ReleaseReader.read(root, event, sources, problems));
    TopicRules.check(root, spec, tables.values(), problems);
    FilesRules.check(root, spec, tables.values(), problems);
    JdbcRules.check(root, spec, problems);
    return spec;
  }

  private static Retention retention(Mapping root) {
    String otherwise = "P13M";
    try {
      return Retention.parse(Values.text(root, "retention", otherwise));
    } catch (DateTimeException e) {
      return Retention.parse(otherwise);
    }
  }
}
