package dev.eventstore.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.eventstore.cli.table.StatusTables;
import dev.eventstore.cli.table.Table;
import dev.eventstore.local.EmbeddedKafka;
import dev.eventstore.local.LocalCluster;
import dev.eventstore.local.LocalStore;
import dev.eventstore.query.Query;
import dev.eventstore.query.Reading;
import dev.eventstore.snapshot.Snapshot;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.spec.read.StoreFiles;
import dev.eventstore.usage.PeriodReport;
import dev.eventstore.usage.PeriodReport.State;
import dev.eventstore.usage.SourceReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;

/** One month of three regions, told as it happens. */
public final class Demo {
  private static final String STORE = "three-regions.yaml";
  private static final String SQL =
      "SELECT _region, COUNT(*), SUM(`bytes`) FROM events GROUP BY _region ORDER BY _region";

  private static final Map<String, String> SETTINGS =
      Map.of(
          "rest.port",
          "0",
          "execution.checkpointing.interval",
          "1 s",
          "execution.checkpointing.min-pause",
          "200 ms");

  private final PrintWriter out;
  private final DemoData data = new DemoData();
  private final DemoTruth truth = new DemoTruth();

  public Demo(PrintWriter out) {
    this.out = out;
  }

  /** Whether the store's figures are those of the independent computation. */
  public boolean run() throws Exception {
    Path folder = Files.createTempDirectory("event-store-demo");
    try {
      System.setProperty("event-store.log", folder.resolve("event-store.log").toString());
      tell("Starting a Kafka broker and Flink in this process …");
      try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0)) {
        StoreSpec spec = store(folder, kafka.bootstrapServers());
        DemoBroker broker = new DemoBroker(spec);
        broker.createTopics();
        LocalStore local = new LocalStore(spec, folder.resolve("state"), 2);
        local.check();
        try (LocalCluster cluster = LocalCluster.start(local.settings(SETTINGS), 2);
            DemoWatch watch = new DemoWatch(spec, broker.usage())) {
          JobID job = local.submit(cluster, SETTINGS, null);
          tell("Store api-usage runs: eu reports JSON, us CloudEvents, apac CSV, each to a topic.");
          return month(broker, watch) && query(cluster, job, local, watch);
        }
      }
    } finally {
      delete(folder);
    }
  }

  private boolean month(DemoBroker broker, DemoWatch watch) {
    data.events().forEach(truth::add);
    for (String region : DemoData.REGIONS) {
      if (watch.report(DemoData.PERIOD) != null) {
        tell("  " + DemoData.PERIOD + " is open, waiting for " + waiting(watch) + " …");
      }
      report(broker, watch, region);
    }
    watch.until(DemoData.PERIOD + " to be held", () -> isIn(watch, State.HELD));
    tell(
        DemoData.PERIOD
            + " is complete, and held: "
            + watch.report(DemoData.PERIOD).heldBy()
            + ". "
            + (watch.seen() == 0 ? "Nothing of it is published." : "IT IS PUBLISHED ALREADY."));
    if (watch.seen() > 0) {
      return false;
    }
    broker.approve(DemoData.PERIOD, "demo", "apac confirms the refused record");
    tell("  demo looks at the quarantine, and approves it with a reason …");
    watch.until(
        DemoData.PERIOD + " to be published",
        () -> isIn(watch, State.PUBLISHED) && watch.records().size() == truth.figures().size());
    tell(DemoData.PERIOD + " published: " + watch.records().size() + " usage records, revision 0.");
    int published = watch.seen();

    truth.add(data.late());
    broker.report("eu", List.of(data.late().writtenBy("eu")));
    tell("eu sends one more event of " + DemoData.PERIOD + ", of " + data.late().account() + " …");
    watch.until(
        "the correction",
        () -> isIn(watch, State.REVISED) && watch.seen() >= published + changedByLate());
    tell("revision 1 of " + (watch.seen() - published) + " usage records; all others stand.");
    return check(watch);
  }

  private void report(DemoBroker broker, DemoWatch watch, String region) {
    List<String> lines = data.lines(region);
    broker.report(region, lines);
    broker.complete(region, DemoData.PERIOD);
    watch.until(
        region + " to be read", () -> watch.received(region) > 0 && isComplete(watch, region));
    tell(
        region
            + " has reported "
            + lines.size()
            + " records, and "
            + DemoData.PERIOD
            + " as complete.");
  }

  private static boolean isComplete(DemoWatch watch, String region) {
    PeriodReport report = watch.report(DemoData.PERIOD);
    return report != null && report.sources().get(region).complete();
  }

  private static String waiting(DemoWatch watch) {
    return watch.report(DemoData.PERIOD).sources().entrySet().stream()
        .filter(source -> !source.getValue().complete())
        .map(Map.Entry::getKey)
        .sorted(Comparator.comparingInt(DemoData.REGIONS::indexOf))
        .reduce((left, right) -> left + " and " + right)
        .orElse("nobody");
  }

  private static boolean isIn(DemoWatch watch, State state) {
    PeriodReport report = watch.report(DemoData.PERIOD);
    return report != null && report.state() == state;
  }

  /** The late event's account, if the call succeeded, and its path. */
  private int changedByLate() {
    return data.late().status() < 500 ? 2 : 1;
  }

  private boolean check(DemoWatch watch) {
    tell("");
    Table usage = new Table("METER", "GROUP", "PERIOD", "REVISION", "VALUES");
    SortedMap<String, String> found = new TreeMap<>();
    SortedMap<String, JsonNode> inOrder = new TreeMap<>();
    for (JsonNode record : watch.records().values()) {
      inOrder.put(record.get("meter").textValue() + " " + record.get("group"), record);
    }
    inOrder.forEach(
        (name, record) -> {
          found.put(name, record.get("values").toString());
          usage.row(
              record.get("meter").textValue(),
              record.get("group"),
              record.get("period").textValue(),
              record.get("revision"),
              record.get("values"));
        });
    out.println(usage);
    out.println(StatusTables.sources(watch.reports().values()));
    boolean balances =
        watch.reports().values().stream()
            .flatMap(report -> report.sources().values().stream())
            .allMatch(Demo::balances);
    boolean same = found.equals(truth.figures());
    tell(balances ? "The balance adds up." : "The balance does NOT add up.");
    if (same) {
      tell("All " + found.size() + " figures equal an independent computation, digit by digit.");
    } else {
      tell("The figures DIFFER from an independent computation:");
      truth
          .figures()
          .forEach(
              (name, values) -> {
                if (!values.equals(found.get(name))) {
                  tell("  " + name + " is " + found.get(name) + " and should be " + values);
                }
              });
    }
    return same && balances;
  }

  /** Asks the savepoint with which the store stops, in SQL. */
  private boolean query(LocalCluster cluster, JobID job, LocalStore local, DemoWatch watch)
      throws Exception {
    tell("");
    String savepoint = cluster.stop(job, local.savepoints());
    tell("The store has stopped with a savepoint, of which one asks:");
    tell("  " + SQL);
    Table regions = new Table("REGION", "EVENTS", "BYTES");
    long[] events = new long[1];
    try (Reading reading = Reading.here(local.folder().resolve("tmp"), 2)) {
      new Query(reading, Snapshot.open(local.spec(), savepoint), 0, SQL)
          .run(
              row -> {
                events[0] += (Long) row.getField(1);
                regions.row(row.getField(0), row.getField(1), row.getField(2));
              });
    }
    out.println(regions);
    long stored =
        watch.reports().values().stream()
            .flatMap(report -> report.sources().values().stream())
            .mapToLong(SourceReport::stored)
            .sum();
    boolean same = events[0] == stored;
    tell(
        same
            ? "These are the " + stored + " events that the store has reported as stored."
            : "The store has reported OTHERS: " + stored + " events.");
    return same;
  }

  private static boolean balances(SourceReport source) {
    return source.received()
        == source.stored()
            + source.duplicates()
            + source.replaced()
            + source.conflicts()
            + source.quarantined()
            + source.deleted();
  }

  private static StoreSpec store(Path folder, String broker) throws Exception {
    Path file = folder.resolve("three-regions.yaml");
    try (InputStream example = Demo.class.getResourceAsStream(STORE)) {
      Files.copy(example, file);
    }
    return StoreFiles.read(file, Map.of("BROKER", broker));
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }

  private void tell(String line) {
    out.println(line);
    out.flush();
  }
}
