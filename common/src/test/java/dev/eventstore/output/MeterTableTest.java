package dev.eventstore.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventstore.spec.read.StoreFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeterTableTest {
  private static final String STORE =
      """
      apiVersion: eventstore/v1
      store: api-usage
      event:
        id: id
        key: account
        time: at
        fields:
          {id: string, account: string, at: timestamp, n: integer, bytes: decimal, ok: boolean,
           tags: strings}
      sources:
        - name: eu
          files: {path: in/eu}
      meters:
        - name: volume
          operators:
            - aggregate:
                by: [account]
                values:
                  {quantity: sum(bytes), calls: count(), more: count(), total: sum(n),
                   last: latest(at), tags: latest(tags)}
            - derive: {more: more * 2, double: total * 2}
          targets: out
        - name: all
          operators:
            - aggregate: {by: [], values: {last: latest(account)}}
          targets: out
        - name: evidence
          operators:
            - derive: {kb: bytes / 1024}
          targets: out
        - name: rows
          operators:
            - derive: {tens: n * 10, kind: "ok ? n : -1", cut: int(bytes), cube: n * n * n}
            - derive: {swapped: cut, cut: tens % 7, again: cube - cube}
          targets: out
        - name: large
          operators:
            - derive: {tens: n * 10, kind: "ok ? 1 : 0", cube: n * n * n}
            - aggregate:
                by: [n, tens, cube]
                values:
                  {count: count(), last: latest(n), kinds: sum(kind), square: max(n * n),
                   squares: sum(n * n), sums: sum(n)}
            - derive: {wide: sums * 1000, wider: sums * 10000}
          targets: out
      targets:
        out: {files: {path: out}}
      """;

  @TempDir Path folder;

  @Test
  void hasTheColumnsOfAUsageRecord() throws Exception {
    assertThat(tables().get("volume").columns())
        .extracting(column -> column.path() + " " + column.type())
        .containsExactly(
            "id STRING",
            "store STRING",
            "meter STRING",
            "meterVersion STRING",
            "period STRING",
            "start TIMESTAMP",
            "end TIMESTAMP",
            "zone STRING",
            "group.account STRING",
            "values.quantity DECIMAL",
            "values.calls INTEGER",
            "values.more BIG_INTEGER",
            "values.total BIG_INTEGER",
            "values.last TIMESTAMP",
            "values.tags STRINGS",
            "values.double BIG_INTEGER",
            "revision INTEGER",
            "delta.quantity DECIMAL",
            "delta.calls INTEGER",
            "delta.more BIG_INTEGER",
            "delta.total BIG_INTEGER",
            "delta.double BIG_INTEGER",
            "reason STRING",
            "events INTEGER",
            "sources COUNTS",
            "digest STRING");
  }

  @Test
  void hasTheColumnsOfAnEvent() throws Exception {
    assertThat(tables().get("evidence").columns())
        .extracting(column -> column.path() + " " + column.type())
        .containsExactly(
            "store STRING",
            "meter STRING",
            "period STRING",
            "op STRING",
            "revision INTEGER",
            "event.id STRING",
            "event.account STRING",
            "event.at TIMESTAMP",
            "event.n INTEGER",
            "event.bytes DECIMAL",
            "event.ok BOOLEAN",
            "event.tags STRINGS",
            "event.kb DECIMAL");
  }

  @Test
  void integersHaveColumnsThatHoldAllTheirFormulasMake() throws Exception {
    assertThat(tables().get("rows").columns())
        .extracting(column -> column.path() + " " + column.type())
        .contains(
            "event.n INTEGER",
            "event.swapped INTEGER",
            "event.kind INTEGER",
            "event.cut INTEGER",
            "event.tens BIG_INTEGER",
            "event.cube ANY_INTEGER",
            "event.again ANY_INTEGER");
    assertThat(tables().get("large").columns())
        .extracting(column -> column.path() + " " + column.type())
        .contains(
            "group.n INTEGER",
            "group.tens BIG_INTEGER",
            "group.cube ANY_INTEGER",
            "values.count INTEGER",
            "values.last BIG_INTEGER",
            "values.kinds BIG_INTEGER",
            "values.square ANY_INTEGER",
            "values.squares ANY_INTEGER",
            "values.wide BIG_INTEGER",
            "values.wider ANY_INTEGER",
            "delta.count INTEGER",
            "delta.last BIG_INTEGER",
            "delta.square ANY_INTEGER");
  }

  @Test
  void readsCellsAsTheyStandInTheRecord() throws Exception {
    String record =
        "{'store':'api-usage','meter':'evidence','period':'2026-10','op':'insert','revision':2,"
            + "'event':{'id':'a,1','account':'','at':'2026-10-05T10:00:00.123456789Z','n':null,"
            + "'bytes':'0.10','ok':true,'tags':{'a':'x\\'y'}}}";

    byte[] line = CsvText.line(read("evidence", record));

    assertThat(line)
        .asString()
        .isEqualTo(
            "api-usage,evidence,2026-10,insert,2,\"a,1\",\"\",2026-10-05T10:00:00.123456789Z,,"
                + "0.10,true,\"{\"\"a\"\":\"\"x\\\"\"y\"\"}\",\n");
  }

  @Test
  void readsIntegersBeyond64BitsAndCounts() throws Exception {
    String record =
        "{'id':'1','group':{'account':'a'},'values':{'total':92233720368547758070},"
            + "'delta':{},'sources':{'eu':2,'us':1}}";

    assertThat(read("volume", record))
        .contains("92233720368547758070", "{\"eu\":2,\"us\":1}")
        .hasSize(26);
  }

  @Test
  void takesRecordsWithoutAGroupOrADelta() throws Exception {
    String record = "{'group':{},'values':{'last':'a'},'delta':{}}";

    assertThat(read("all", record)).contains("a");
  }

  @Test
  void refusesWhatTheMeterDoesNotSay() {
    assertThatThrownBy(() -> read("volume", "{'values':{'old':1}}"))
        .hasMessage(
            "a record of meter 'volume' has 'values.old', which the meter does not say any more;"
                + " give a changed meter a new name");
  }

  @Test
  void quotesWhatReadersWouldMisread() {
    assertThat(CsvText.line(new String[] {"a", null, "", " b", "c\nd", "e\"f", "g,h", "i j"}))
        .asString()
        .isEqualTo("a,,\"\",\" b\",\"c\nd\",\"e\"\"f\",\"g,h\",i j\n");
  }

  private String[] read(String meter, String record) throws Exception {
    byte[] json = record.replace("\\'", "\\\"").replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return new RowReader(tables().get(meter)).read(json);
  }

  private Map<String, MeterTable> tables() throws Exception {
    return MeterTable.of(StoreFiles.read(Files.writeString(folder.resolve("s.yaml"), STORE)));
  }
}
