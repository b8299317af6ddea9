package dev.eventstore.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventstore.meter.Released.Group;
import dev.eventstore.spec.MeterSpec;
import dev.eventstore.spec.MeterSpec.Derive;
import dev.eventstore.spec.MeterSpec.Filter;
import dev.eventstore.spec.MeterSpec.Lookup;
import dev.eventstore.spec.MeterSpec.Missing;
import dev.eventstore.spec.MeterSpec.OperatorSpec;
import dev.eventstore.spec.TableSpec;
import dev.eventstore.spec.TableSpec.TableInFile;
import dev.eventstore.table.TableFile;
import dev.eventstore.text.CsvDialects;
import dev.eventstore.usage.EventRow;
import dev.eventstore.usage.Figure;
import dev.eventstore.value.Field;
import dev.eventstore.value.FieldType;
import dev.eventstore.value.KnownFields;
import dev.eventstore.value.TimestampFormat;
import dev.eventstore.value.ValueReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LookupTest {
  private static final Released E1 = Released.of("e-1").n(1L);
  private static final OperatorSpec BY_TIER =
      Released.aggregate(List.of("account", "plan.tier"), "n", "sum(n)");

  @TempDir Path folder;
  private TableSpec plans;

  @BeforeEach
  void write() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("plans.csv"),
            """
            account,since,tier,price
            a-1,2026-10-01T00:00:00Z,free,0
            a-1,2026-10-05T13:00:10Z,gold,1.5
            a-2,2026-10-01T00:00:00Z,free,
            """);
    plans =
        TableFile.withColumns(
            new TableSpec(
                "plans",
                new TableInFile(file.toString(), "plans.csv", CsvDialects.STANDARD),
                "account",
                "since",
                List.of(
                    new Field("account", FieldType.STRING, true, TimestampFormat.ISO),
                    new Field("since", FieldType.TIMESTAMP, false, TimestampFormat.ISO),
                    new Field("price", FieldType.DECIMAL, false, TimestampFormat.ISO))));
  }

  /** The group names the column as the contract's example does. */
  @Test
  void findsTheVersionAsOfTheEventsTime() {
    List<Released> events =
        List.of(E1.after(20), E1.after(9), E1.after(10), E1.account("a-2"), E1.account("a-3"));

    assertThat(figures(events, lookup(Missing.NULL), BY_TIER))
        .isEqualTo(
            Map.of(
                "[a-1, gold]", "n=2",
                "[a-1, free]", "n=1",
                "[a-2, free]", "n=1",
                "[a-3, null]", "n=1"));
    assertThat(Released.meters(lookup(Missing.NULL), BY_TIER).byName("m").groups())
        .containsExactly("account", "plan.tier");
  }

  @Test
  void dropsWhatIsMissing() {
    assertThat(
            figures(
                List.of(E1, E1.account("a-3"), E1.after(-5 * 86_400)),
                lookup(Missing.DROP),
                BY_TIER))
        .isEqualTo(Map.of("[a-1, free]", "n=1"));
  }

  @Test
  void tellsWhatIsMissing() {
    List<MissingRow> told = new ArrayList<>();
    Meters meters = Released.meters(lookup(Missing.QUARANTINE), BY_TIER);
    meters.lookUpIn(TableFile::read, told::add);

    assertThat(Released.pass(meters, List.of(E1, E1.account("a-3"), E1.account(null)))).hasSize(1);
    assertThat(told)
        .extracting(MissingRow::message)
        .containsExactly(
            "meter 'm': table 'plans' has no row for 'a-3' then; write the row and reprocess the"
                + " period",
            "meter 'm': table 'plans' has no row for null then; write the row and reprocess the"
                + " period");
  }

  @Test
  void itsDefinitionIsPartOfTheMetersVersion() {
    TableSpec unversioned =
        new TableSpec(plans.name(), plans.input(), plans.key(), null, plans.columns());
    assertThat(
            List.of(
                version(lookup(Missing.NULL)),
                version(lookup(Missing.DROP)),
                version(new Lookup(plans, "path", "plan", Missing.NULL)),
                version(new Lookup(unversioned, "account", "plan", Missing.NULL))))
        .doesNotHaveDuplicates();
  }

  private static String version(OperatorSpec lookup) {
    MeterSpec spec =
        Released.spec(lookup, Released.aggregate(List.of("plan.tier"), "n", "count()"));
    return Meters.compile(Released.SCHEMA, List.of(spec)).byName("m").version();
  }

  @Test
  void expressionsReadItsColumns() {
    OperatorSpec[] operators = {
      lookup(Missing.NULL),
      new Derive(Released.columns("cost", "n * plan.price", "known", "plan != null")),
      new Filter("plan == null || plan.tier == \"free\" || plan.price > 1"),
      Released.aggregate(
          List.of("known", "plan.tier"), "cost", "sum(cost)", "n", "count(plan.price)"),
      new Derive(Released.columns("free", "plan.tier == null || plan.tier == \"free\""))
    };

    assertThat(
            figures(
                List.of(E1, E1.after(10).n(4L), E1.account("a-2"), E1.account("a-3")), operators))
        .isEqualTo(
            Map.of(
                "[true, free]", "cost=0 n=1 free=true",
                "[true, gold]", "cost=6 n=1 free=false",
                "[false, null]", "cost=null n=0 free=true"));
  }

  @Test
  void aKeyThatIsNullFindsNothing() {
    OperatorSpec[] operators = {
      new Lookup(plans, "path", "plan", Missing.NULL),
      Released.aggregate(List.of("plan.tier"), "n", "count()")
    };

    assertThat(figures(List.of(E1, E1.path("a-1")), operators))
        .isEqualTo(Map.of("[null]", "n=1", "[free]", "n=1"));
  }

  @Test
  void twoLookupsStandBesideEachOther() {
    OperatorSpec[] operators = {
      lookup(Missing.NULL),
      new Lookup(plans, "path", "other", Missing.NULL),
      Released.aggregate(List.of("plan.tier", "other.tier"), "n", "count()")
    };

    assertThat(figures(List.of(E1.after(30).path("a-2")), operators))
        .isEqualTo(Map.of("[gold, free]", "n=1"));
  }

  @Test
  void anEventIsSaidWithTheColumnsFound() {
    Meter meter = Released.meters(lookup(Missing.NULL)).byName("m");

    String json =
        new String(
            EventRow.read(meter.emit(E1.after(10).event()).orElseThrow()).json(),
            StandardCharsets.UTF_8);
    assertThat(json)
        .endsWith(
            "\"plan.account\":\"a-1\",\"plan.since\":\"2026-10-05T13:00:10Z\","
                + "\"plan.tier\":\"gold\",\"plan.price\":\"1.5\"}");
  }

  @Test
  void aTableThatIsGoneIsToldAtTheStart() throws Exception {
    Meters meters = Released.meters(lookup(Missing.NULL), BY_TIER);
    Files.delete(folder.resolve("plans.csv"));

    assertThatThrownBy(() -> meters.lookUpIn(TableFile::read, row -> {}))
        .hasMessage("there is no file plans.csv; correct the path");
  }

  @Test
  void isCheckedBeforeItRuns() {
    assertThat(problems(new Lookup(plans, "nope", "plan", Missing.NULL)))
        .containsExactly(
            "operators[0].lookup.key: unknown column 'nope'; known are id, account, at, seq, path,"
                + " n, x");
    assertThat(problems(new Lookup(plans, "n", "plan", Missing.NULL)))
        .containsExactly(
            "operators[0].lookup.key: is of type integer but the table's key is of type string;"
                + " declare 'account' under the table's fields");
    assertThat(problems(new Lookup(plans, "account", "path", Missing.NULL)))
        .containsExactly(
            "operators[0].lookup.as: there is a column of that name; take another one");
    assertThat(
            problems(
                lookup(Missing.NULL),
                new Filter("plan.tear == \"gold\""),
                new Derive(Released.columns("plan", "n", "p", "plan")),
                Released.aggregate(List.of("plan", "plan.nope"), "n", "count(plan)")))
        .containsExactly(
            "operators[1].filter: unknown name 'plan.tear'; known are id, account, at, seq, path,"
                + " n, x, plan.account, plan.since, plan.tier, plan.price, plan",
            "operators[2].derive.plan: is what was looked up; derive under another name",
            "operators[2].derive.p: the result is all that was looked up; name a column of it,"
                + " such as plan.tier",
            "operators[3].aggregate.by[0]: 'plan' is all that was looked up; name a column of it,"
                + " such as plan.account",
            "operators[3].aggregate.by[1]: unknown column 'plan.nope'; known are id, account, at,"
                + " seq, path, n, x, plan.account, plan.since, plan.tier, plan.price, p",
            "operators[3].aggregate.values.n: the result is all that was looked up; name a column"
                + " of it, such as plan.tier");
  }

  private Lookup lookup(Missing missing) {
    return new Lookup(plans, "account", "plan", missing);
  }

  private static List<String> problems(OperatorSpec... operators) {
    List<String> problems = new ArrayList<>();
    MeterCheck.check(
        KnownFields.of(Released.SCHEMA),
        Released.spec(operators),
        (place, problem) -> problems.add(place + ": " + problem));
    return problems;
  }

  private static Map<String, String> figures(List<Released> events, OperatorSpec... operators) {
    Meters meters = Released.meters(operators);
    Map<String, String> figures = new TreeMap<>();
    for (Group group : Released.pass(meters, events)) {
      GroupTotal total = new GroupTotal(meters.byName("m"));
      total.add(group.contribution());
      Figure figure = total.figure(group.group(), Released.PERIOD);
      List<String> values = new ArrayList<>();
      figure.names().forEach(name -> values.add(name + "=" + figure.value(name)));
      figures.put(group(group.group()), String.join(" ", values));
    }
    return figures;
  }

  private static String group(byte[] bytes) {
    List<Object> values = new ArrayList<>();
    for (ValueReader reader = new ValueReader(bytes); reader.hasMore(); ) {
      values.add(reader.value());
    }
    return values.toString();
  }
}
