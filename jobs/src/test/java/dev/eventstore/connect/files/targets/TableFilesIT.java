package dev.eventstore.connect.files.targets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.connect.OutputRecord;
import dev.eventstore.connect.SinkRun;
import dev.eventstore.connect.files.InputFolder;
import dev.eventstore.connect.files.ParquetRead;
import dev.eventstore.output.MeterTable;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.spec.read.StoreFiles;
import dev.eventstore.store.ConnectorEnds;
import dev.eventstore.store.StorePipeline;
import dev.eventstore.store.Targets;
import java.io.File;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.parquet.example.data.Group;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** File targets whose formats have columns. */
@Timeout(90)
class TableFilesIT {
  private static final String STORE =
      """
      apiVersion: eventstore/v1
      store: shop
      event:
        id: id
        key: account
        time: at
        fields:
          {id: string, account: string, at: timestamp, n: integer, bytes: decimal, ok: boolean,
           tags: strings}
      sources:
        - {name: eu, files: {path: in}}
      meters:
        - name: volume
          operators:
            - aggregate:
                by: [account]
                values: {quantity: sum(bytes), calls: count(), total: sum(n), last: latest(at)}
          targets: [csv, parquet]
        - name: evidence
          targets: [csv, parquet]
      targets:
        csv: {files: {path: csv, format: csv}}
        parquet: {files: {path: parquet, format: parquet}}
      """;

  /** Meters whose integers grow past 64 bits, and past 38 digits. */
  private static final String LARGE =
      STORE.substring(0, STORE.indexOf("meters:"))
          + """
      meters:
        - name: rows
          operators:
            - derive: {most: n * 1000000000000}
          targets: parquet
        - name: groups
          operators:
            - derive: {tens: n * 10}
            - aggregate: {by: [tens], values: {s: count()}}
          targets: parquet
        - name: sums
          operators:
            - derive: {cube: n * n * n}
            - aggregate: {by: [], values: {s: sum(cube)}}
          targets: parquet
      targets:
        parquet: {files: {path: parquet, format: parquet}}
      """;

  @TempDir Path folder;
  private StoreSpec spec;

  @BeforeEach
  void readStoreFile() throws Exception {
    spec = StoreFiles.read(Files.writeString(folder.resolve("store.yaml"), STORE));
  }

  @Test
  void aBoundedRunShowsAllThatTheMetersSay() throws Exception {
    Path in = Files.createDirectories(folder.resolve("in")).resolve("a.jsonl");
    Files.write(
        in,
        List.of(
            "{\"id\":\"1\",\"account\":\"a, b\",\"at\":\"2026-10-05T10:00:00.123456789Z\","
                + "\"n\":9223372036854775807,\"bytes\":\"0.1000000000000000000001\",\"ok\":true,"
                + "\"tags\":{\"k\":\"v\"}}",
            "{\"id\":\"2\",\"account\":\"a, b\",\"at\":\"2026-10-05T09:00:00Z\",\"n\":1}"));

    run();

    String evidence = "store=shop/meter=evidence/period=2026-10";
    String volume = "store=shop/meter=volume/period=2026-10";
    assertThat(lines("csv/" + evidence))
        .containsExactlyInAnyOrder(
            "store,meter,period,op,revision,event.id,event.account,event.at,event.n,event.bytes,"
                + "event.ok,event.tags",
            "shop,evidence,2026-10,insert,0,1,\"a, b\",2026-10-05T10:00:00.123456789Z,"
                + "9223372036854775807,0.1000000000000000000001,true,\"{\"\"k\"\":\"\"v\"\"}\"",
            "shop,evidence,2026-10,insert,0,2,\"a, b\",2026-10-05T09:00:00Z,1,,,");
    assertThat(lines("csv/" + volume).get(1))
        .contains(
            ",shop,volume,",
            ",2026-10,2026-10-01T00:00:00Z,2026-11-01T00:00:00Z,UTC,\"a, b\","
                + "0.1000000000000000000001,2,9223372036854775808,2026-10-05T10:00:00.123456789Z,0,"
                + "0.1000000000000000000001,2,9223372036854775808,release,2,\"{\"\"eu\"\":2}\",");

    List<Group> rows = rows("parquet/" + evidence);
    assertThat(rows).hasSize(2);
    Group row =
        rows.stream().filter(r -> event(r).getString("id", 0).equals("1")).findFirst().get();
    assertThat(row.getLong("revision", 0)).isZero();
    assertThat(event(row).getLong("n", 0)).isEqualTo(Long.MAX_VALUE);
    assertThat(event(row).getLong("at", 0)).isEqualTo(1_791_194_400_123_456L);
    assertThat(event(row).getString("bytes", 0)).isEqualTo("0.1000000000000000000001");
    assertThat(event(row).getBoolean("ok", 0)).isTrue();
    assertThat(event(row).getGroup("tags", 0).toString()).contains("key: k", "value: v");

    Group usage = rows("parquet/" + volume).get(0);
    assertThat(usage.getGroup("group", 0).getString("account", 0)).isEqualTo("a, b");
    Group values = usage.getGroup("values", 0);
    assertThat(values.getString("quantity", 0)).isEqualTo("0.1000000000000000000001");
    assertThat(values.getLong("calls", 0)).isEqualTo(2);
    assertThat(new BigInteger(values.getBinary("total", 0).getBytes()))
        .isEqualTo("9223372036854775808");
    assertThat(usage.getGroup("delta", 0).getLong("calls", 0)).isEqualTo(2);
    assertThat(usage.getLong("end", 0)).isEqualTo(1_793_491_200_000_000L);
    assertThat(usage.getGroup("sources", 0).toString()).contains("key: eu", "value: 2");
  }

  @Test
  void parquetHoldsIntegersOfAnySize() throws Exception {
    spec = StoreFiles.read(Files.writeString(folder.resolve("store.yaml"), LARGE));
    Path in = Files.createDirectories(folder.resolve("in")).resolve("a.jsonl");
    Files.writeString(
        in,
        "{\"id\":\"1\",\"account\":\"a\",\"at\":\"2026-10-05T10:00:00Z\",\"n\":9223372036854775807}");

    run();

    Group event = event(rows("parquet/store=shop/meter=rows").get(0));
    assertThat(event.getLong("n", 0)).isEqualTo(Long.MAX_VALUE);
    assertThat(whole(event, "most")).isEqualTo("9223372036854775807000000000000");
    Group group = rows("parquet/store=shop/meter=groups").get(0).getGroup("group", 0);
    assertThat(whole(group, "tens")).isEqualTo("92233720368547758070");
    Group sums = rows("parquet/store=shop/meter=sums").get(0);
    String cube = BigInteger.valueOf(Long.MAX_VALUE).pow(3).toString();
    assertThat(sums.getGroup("values", 0).getString("s", 0)).isEqualTo(cube);
    assertThat(sums.getGroup("delta", 0).getString("s", 0)).isEqualTo(cube);
  }

  private static String whole(Group row, String column) {
    return new BigInteger(row.getBinary(column, 0).getBytes()).toString();
  }

  @Test
  void parquetSaysItsTypes() throws Exception {
    String schema = ParquetSchema.of(MeterTable.of(spec).get("volume")).toString();

    assertThat(schema)
        .contains("optional int64 start (TIMESTAMP(MICROS,true));")
        .contains("required group group {\n    optional binary account (STRING);\n  }")
        .contains("optional binary quantity (STRING);")
        .contains("optional int64 calls;")
        .contains("optional fixed_len_byte_array(16) total (DECIMAL(38,0));")
        .contains("optional group sources (MAP)");
  }

  @Test
  void parquetIsWrittenWithoutHadoop() throws Exception {
    String libraries =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(library -> !library.contains("/hadoop-"))
            .collect(Collectors.joining(File.pathSeparator));
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    String file = folder.resolve("a.parquet").toString();
    Process writing =
        new ProcessBuilder(java.toString(), "-cp", libraries, WriteParquet.class.getName(), file)
            .inheritIO()
            .start();

    assertThat(writing.waitFor()).isZero();
    assertThat(ParquetRead.rows(Path.of(file))).hasSize(1);
  }

  /** Writes one record to a file. */
  static final class WriteParquet {
    private WriteParquet() {}

    public static void main(String[] args) throws Exception {
      Path store = Path.of(args[0]).resolveSibling("store.yaml");
      var file = new org.apache.flink.core.fs.Path(args[0]);
      try (FSDataOutputStream out = file.getFileSystem().create(file, WriteMode.OVERWRITE)) {
        var writer = new ParquetFile.Factory(MeterTable.of(StoreFiles.read(store))).create(out);
        writer.addElement(record(1));
        writer.finish();
      }
    }
  }

  @Test
  void eachRecordIsInCsvFilesOnceThoughTheJobFails() throws Exception {
    SinkRun.failOnce(target("csv"), OutputRecord.TYPE, 1500, TableFilesIT::record);

    List<String> ids = new ArrayList<>();
    for (String line : lines("csv")) {
      if (!line.startsWith("store,")) {
        ids.add(line.split(",")[5]);
      }
    }
    assertThat(ids).containsExactlyInAnyOrderElementsOf(numbers());
  }

  @Test
  void eachRecordIsInParquetFilesOnceThoughTheJobFails() throws Exception {
    SinkRun.failOnce(target("parquet"), OutputRecord.TYPE, 1500, TableFilesIT::record);

    assertThat(rows("parquet").stream().map(row -> event(row).getString("id", 0)))
        .containsExactlyInAnyOrderElementsOf(numbers());
  }

  private void run() throws Exception {
    Configuration conf = new Configuration();
    conf.setString("pipeline.generic-types", "false");
    conf.setString("rest.port", "0");
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(conf);
    environment.setParallelism(2);
    StorePipeline.compose(environment, spec, new ConnectorEnds(spec, folder + "/checkpoints"));
    environment.execute();
  }

  private Sink<OutputRecord> target(String name) {
    return Targets.create(spec, spec.target(name));
  }

  private static OutputRecord record(long number) {
    String json =
        ("{'store':'shop','meter':'evidence','period':'2026-10','op':'insert','revision':0,"
                + "'event':{'id':'%d','account':'a','at':'2026-10-05T10:00:00Z','n':%d}}")
            .formatted(number, number)
            .replace('\'', '"');
    byte[] key = ("key-" + number).getBytes(StandardCharsets.UTF_8);
    String period = "2026-1" + number % 2;
    return new OutputRecord("evidence", period, key, json.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> numbers() {
    return LongStream.rangeClosed(1, 1500).mapToObj(String::valueOf).toList();
  }

  private static Group event(Group row) {
    return row.getGroup("event", 0);
  }

  private List<String> lines(String below) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Path file : files(below, ".csv")) {
      lines.addAll(Files.readAllLines(file));
    }
    return lines;
  }

  private List<Group> rows(String below) throws IOException {
    List<Group> rows = new ArrayList<>();
    for (Path file : files(below, ".parquet")) {
      rows.addAll(ParquetRead.rows(file));
    }
    return rows;
  }

  /** Those that readers see. */
  private List<Path> files(String below, String suffix) {
    Path from = folder.resolve(below);
    List<Path> files =
        new ArrayList<>(
            new InputFolder(from.toString()).names().stream().map(from::resolve).toList());
    assertThat(files).isNotEmpty().allMatch(file -> file.toString().endsWith(suffix));
    return Collections.unmodifiableList(files);
  }
}
