package dev.eventstore.store;

import dev.eventstore.spec.StoreSpec;
import dev.eventstore.spec.read.StoreFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A store that reads JSON lines of some sources in a folder, and runs to its end. In the lines,
 * {@code '} stands for a double quote.
 */
final class FileStore {
  private final Path folder;
  private final List<String> sources = new ArrayList<>();
  private final List<String> settings = new ArrayList<>();
  private String meters =
      """
        - name: volume
          operators:
            - aggregate: {by: [account], values: {quantity: sum(bytes), calls: count()}}
          targets: [usage]
      """;
  private String complete = "{on: marker}";
  private String sourceSetting = "";
  private int parallelism = 2;
  private final List<String> commands = new ArrayList<>();

  FileStore(Path folder) {
    this.folder = folder;
  }

  /** One event of account {@code a} at noon of a day. */
  static String event(String id, String day, String bytes) {
    return "{'id':'%s','at':'%sT12:00:00Z','account':'a','bytes':%s}".formatted(id, day, bytes);
  }

  static String versioned(String id, String day, String bytes, int version) {
    return "{'id':'%s','at':'%sT12:00:00Z','account':'a','bytes':%s,'seq':%d}"
        .formatted(id, day, bytes, version);
  }

  static String complete(String period) {
    return "{'$complete':'%s'}".formatted(period);
  }

  /** Adds a source; those added first are listed first. */
  FileStore source(String name, String... lines) throws Exception {
    return source(name, List.of(lines));
  }

  FileStore source(String name, List<String> lines) throws Exception {
    Path path = Files.createDirectories(folder.resolve(name)).resolve("events.jsonl");
    Files.writeString(path, String.join("\n", lines).replace('\'', '"') + "\n");
    sources.add(name);
    return this;
  }

  /** Adds the source {@code eu} with a setting of its own. */
  FileStore sourceWith(String setting, String... lines) throws Exception {
    sourceSetting = ", " + setting;
    return source("eu", lines);
  }

  /** Adds a top-level line to the store file, such as {@code conflicts: first}. */
  FileStore with(String setting) {
    settings.add(setting);
    return this;
  }

  FileStore completeOn(String completeness) {
    complete = completeness;
    return this;
  }

  FileStore meters(String yaml) {
    meters = yaml;
    return this;
  }

  FileStore parallelism(int subtasks) {
    parallelism = subtasks;
    return this;
  }

  /** Adds a command that was sent before the run, without its end: actor and reason. */
  FileStore sent(String command) {
    commands.add("{%s,'actor':'ann','reason':'a test'}".formatted(command));
    return this;
  }

  StoreSpec spec() throws Exception {
    StringBuilder yaml =
        new StringBuilder(
            """
            apiVersion: eventstore/v1
            store: api-usage
            event:
              id: id
              time: at
              key: account
              @version
              fields:
                id: string
                at: timestamp
                account: string
                bytes: {type: decimal, required: true}
                seq: integer
                path: string
            """);
    boolean versions = settings.remove("version");
    yaml.replace(
        yaml.indexOf("@version"), yaml.indexOf("@version") + 8, versions ? "version: seq" : "");
    settings.forEach(setting -> yaml.append(setting).append('\n'));
    yaml.append("sources:\n");
    for (String source : sources) {
      yaml.append(
          "  - {name: %s, files: {path: %s}, complete: %s%s}\n"
              .formatted(source, source, complete, sourceSetting));
    }
    yaml.append("meters:\n").append(meters.indent(0));
    yaml.append("targets:\n  usage: {files: {path: out}}\n");
    return StoreFiles.read(Files.writeString(folder.resolve("store.yaml"), yaml));
  }

  TestEnds run() throws Exception {
    SentCommands.forget();
    commands.forEach(SentCommands::send);
    return run(spec(), parallelism, Map.of(), new TestEnds(SentCommands::new));
  }

  /**
   * Runs a store of files to its end.
   *
   * @param options of Flink
   */
  static TestEnds run(StoreSpec spec, int parallelism, Map<String, String> options)
      throws Exception {
    return run(spec, parallelism, options, new TestEnds());
  }

  private static TestEnds run(
      StoreSpec spec, int parallelism, Map<String, String> options, TestEnds ends)
      throws Exception {
    Configuration conf = new Configuration();
    conf.setString("pipeline.generic-types", "false");
    conf.setString("pipeline.auto-generate-uids", "false");
    conf.setString("pipeline.object-reuse", "true");
    conf.setString("rest.port", "0");
    options.forEach(conf::setString);
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(conf);
    environment.setParallelism(parallelism);
    StorePipeline.compose(environment, spec, ends);
    environment.execute("store");
    return ends;
  }
}
