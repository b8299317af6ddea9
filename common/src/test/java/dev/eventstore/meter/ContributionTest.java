package dev.eventstore.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.eventstore.meter.Released.Group;
import dev.eventstore.spec.MeterSpec;
import dev.eventstore.spec.MeterSpec.Derive;
import dev.eventstore.spec.MeterSpec.Filter;
import dev.eventstore.spec.MeterSpec.OperatorSpec;
import dev.eventstore.value.EventSchema;
import dev.eventstore.value.FieldType;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a meter's groups are kept as, and how it is known for what it was then. */
class ContributionTest {
  private static final Released E1 = Released.of("e-1");

  @Test
  void versionNamesTheOperators() {
    OperatorSpec count = Released.aggregate(List.of("path"), "calls", "count()");
    Meter meter = Released.meters(new Filter("n > 1"), count).byName("m");

    assertThat(meter.version()).matches("[0-9a-f]{12}");
    assertThat(Released.meters(new Filter("n > 1"), count).byName("m").version())
        .isEqualTo(meter.version());
    assertThat(
            List.of(
                Released.meters(new Filter("n > 2"), count).byName("m").version(),
                Released.meters(count).byName("m").version(),
                Released.meters(
                        new Filter("n > 1"), Released.aggregate(List.of(), "calls", "count()"))
                    .byName("m")
                    .version()))
        .doesNotContain(meter.version())
        .doesNotHaveDuplicates();
  }

  /** Contributions are part of every savepoint: a change of these bytes needs a new version. */
  @Test
  void contributionHasGoldenBytes() {
    Meters meters =
        Released.meters(
            Released.aggregate(
                List.of("path"),
                "calls",
                "count()",
                "total",
                "sum(n)",
                "mean",
                "avg(x)",
                "most",
                "max(x)",
                "users",
                "unique(path)",
                "last",
                "latest(n)",
                "none",
                "first(seq)"));
    List<Released> events =
        List.of(E1.path("/a").n(3L).x("1.50"), Released.of("e-2").path("/a").n(4L).from("us"));

    Group group = Released.pass(meters, events).get(0);

    assertThat(hex(group.group())).isEqualTo("01022f61");
    byte[] bytes = group.contribution().toBytes();
    assertThat(hex(bytes)).isEqualTo("01" + "06" + meters.byName("m").version() + GOLDEN);
    assertThat(Contribution.fromBytes(meters.byName("m"), bytes).orElseThrow().toBytes())
        .isEqualTo(bytes);
  }

  /** After the layout's version and the meter's. */
  private static final String GOLDEN =
      String.join(
          "",
          "02", // events
          "02",
          "02657501", // eu: 1
          "02757301", // us: 1
          "1033367758b2b86fba31a314805c3ad0f4", // digest
          "02", // count
          "020e", // sum: 7
          "010302010f", // average: of one, 1.5
          "0302010f", // maximum: 1.5
          "010401022f61", // unique: one, "/a"
          "0208", // latest: 4
          "06a0fd9cac0d00", // at its time
          "00", // without version
          "020103652d320103612d31", // of id and key
          "00"); // first: none

  @Test
  void aContributionOfAnotherDefinitionIsNotRead() {
    Meters sum = Released.meters(Released.aggregate(List.of(), "q", "sum(n)"));
    Meters max = Released.meters(Released.aggregate(List.of(), "q", "max(n)"));
    byte[] bytes = Released.pass(sum, List.of(E1.n(3L))).get(0).contribution().toBytes();

    assertThat(Contribution.fromBytes(sum.byName("m"), bytes)).isPresent();
    assertThat(Contribution.fromBytes(max.byName("m"), bytes)).isEmpty();
  }

  @Test
  void versionNamesTheTypesOfWhatIsAggregated() {
    MeterSpec unique = Released.spec(Released.aggregate(List.of(), "u", "unique(n)"));
    MeterSpec derived =
        Released.spec(
            new Derive(Released.columns("half", "n / 2")),
            Released.aggregate(List.of(), "u", "unique(half)"));
    EventSchema wider = Released.schema(FieldType.DECIMAL);

    assertThat(version(wider, unique)).isNotEqualTo(version(Released.SCHEMA, unique));
    assertThat(version(wider, derived))
        .as("a quotient is a decimal anyway")
        .isEqualTo(version(Released.SCHEMA, derived));
  }

  private static String version(EventSchema schema, MeterSpec spec) {
    return Meters.compile(schema, List.of(spec)).byName("m").version();
  }

  @Test
  void contributionOfTheOtherAggregatesHasGoldenBytes() {
    Meters meters =
        Released.meters(
            Released.aggregate(
                List.of(),
                "median",
                "percentile(n, 50)",
                "grown",
                "delta(n)",
                "level",
                "time_weighted(n)",
                "users",
                "approx_unique(path)",
                "p95",
                "approx_percentile(x, 95)"));
    List<Released> events =
        List.of(E1.path("/a").n(3L).x("1.50"), Released.of("e-2").path("/b").n(4L).after(1));

    byte[] bytes = Released.pass(meters, events).get(0).contribution().toBytes();

    assertThat(hex(bytes)).endsWith(GOLDEN_OTHERS);
    assertThat(Contribution.fromBytes(meters.byName("m"), bytes).orElseThrow().toBytes())
        .isEqualTo(bytes);
  }

  private static final String GOLDEN_OTHERS =
      String.join(
          "",
          "02", // percentile: two values
          "020601020801", // 3 once, 4 once
          "020806a2fd9cac0d0000020103652d320103612d31", // delta: latest
          "020606a0fd9cac0d0000020103652d310103612d31", // first
          "03000107", // time_weighted: the changes
          "03000502eb595b34", // their moments
          "20", // approx_unique: a theta sketch of DataSketches
          "02030300001acc93020000000000803f", // its head
          "a5124524f3558d2f6f417f5695a13d44", // two hashes
          "01", // approx_percentile: one event
          "83a7cec4f99eddc356", // its hash
          "0302010f"); // 1.5

  @Test
  void refusesALayoutItDoesNotKnow() {
    Meter meter = Released.meters(Released.aggregate(List.of(), "c", "count()")).byName("m");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Contribution.fromBytes(meter, new byte[] {2}))
        .withMessage("contribution of layout 2, this reads 1");
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
