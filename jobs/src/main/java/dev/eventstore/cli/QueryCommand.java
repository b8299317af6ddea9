package dev.eventstore.cli;

import dev.eventstore.query.Query;
import dev.eventstore.snapshot.Snapshot;
import dev.eventstore.spec.SourceSpec;
import dev.eventstore.spec.StoreSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "query",
    description = {
      "Runs Flink SQL over the events, usage records and periods that a checkpoint or savepoint"
          + " holds, while the store runs or not.",
      "Without SQL it shows the tables and their columns."
    },
    footer = {
      "",
      "Examples:",
      "  event-store query store.yaml",
      "  event-store query store.yaml \"SELECT _source, COUNT(*) FROM events GROUP BY _source\"",
      "  event-store query store.yaml --output csv \"SELECT * FROM events WHERE _period ="
          + " '2026-10'\" > events.csv",
      "  event-store query store.yaml --output jsonl --to usage.jsonl \"SELECT * FROM usage\"",
      "  event-store query store.yaml --output parquet --to events.parquet \"SELECT * FROM events\"",
      "  event-store query store.yaml --jobmanager flink:8081 \"SELECT COUNT(*) FROM events\"",
      "  event-store query store.yaml --at .event-store/api-usage/savepoints/savepoint-1 \"SELECT *"
          + " FROM periods\""
    })
final class QueryCommand implements Callable<Integer> {
  @Mixin private Common common;
  @Mixin private StoreArgument store;
  @Mixin private QueryPlace place;
  @Mixin private QueryResult result;
  @Spec private CommandSpec command;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "SQL",
      description = "One SELECT, or - to read it from standard input.")
  private String sql;

  @Option(
      names = "--scale",
      paramLabel = "N",
      defaultValue = "18",
      description =
          "How many of the 38 digits of a decimal field are after the point (default"
              + " ${DEFAULT-VALUE}).")
  private int scale;

  @Override
  public Integer call() throws Exception {
    place.requireValid(command);
    result.requireValid(command);
    if (scale < 0 || scale > Query.DIGITS) {
      throw new ParameterException(
          command.commandLine(), "--scale is a number from 0 to " + Query.DIGITS + ".");
    }
    StoreSpec spec = store.read();
    PrintWriter out = command.commandLine().getOut();
    if (sql == null) {
      out.println(Query.describe(spec, scale));
      out.flush();
      return 0;
    }
    Path folder = store.folder(spec);
    String query = sql.equals("-") ? standardInput() : sql;
    place.with(
        spec,
        folder,
        (reading, snapshot) -> {
          tell(snapshot);
          result.write(new Query(reading, snapshot, scale, query), about(snapshot), out);
        });
    return 0;
  }

  /** What a file tells of the snapshot whose rows it has. */
  private static Map<String, String> about(Snapshot snapshot) {
    Map<String, String> about = new HashMap<>();
    about.put("event-store.store", snapshot.spec().name());
    about.put("event-store.snapshot", snapshot.uri());
    about.put("event-store.taken", snapshot.time().toString());
    for (SourceSpec source : snapshot.spec().sources()) {
      about.put(
          "event-store.promise." + source.name(),
          source.name() + " " + promise(snapshot.promise(source)));
    }
    return about;
  }

  private static String standardInput() throws IOException {
    return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
  }

  private void tell(Snapshot snapshot) {
    PrintWriter err = command.commandLine().getErr();
    err.println("at " + snapshot.uri() + ", taken " + snapshot.time());
    for (SourceSpec source : snapshot.spec().sources()) {
      err.println(source.name() + " " + promise(snapshot.promise(source)));
    }
    err.flush();
  }

  private static String promise(long promise) {
    if (promise == Long.MIN_VALUE) {
      return "has promised nothing";
    }
    return promise == Long.MAX_VALUE
        ? "is complete for ever"
        : "is complete up to " + Instant.ofEpochMilli(promise);
  }
}
