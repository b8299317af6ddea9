package dev.eventstore.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventstore.usage.PeriodReport.Check;
import dev.eventstore.usage.PeriodReport.State;
import dev.eventstore.usage.SourceReport.Declared;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PeriodReportTest {
  private static final Instant START = Instant.parse("2026-09-30T22:00:00Z");
  private static final Instant END = Instant.parse("2026-10-31T23:00:00Z");

  @Test
  void writesItsFieldsInOrder() {
    assertThat(json(full()))
        .isEqualTo(
            ("{'store':'calls','period':'2026-10','start':'2026-09-30T22:00:00Z',"
                    + "'end':'2026-10-31T23:00:00Z','state':'held','revision':2,"
                    + "'sources':{'eu':{'region':'eu-west','received':5,'stored':4,'duplicates':1,"
                    + "'conflicts':0,'replaced':0,'quarantined':0,'deleted':0,'late':0,"
                    + "'watermark':'2026-10-31T23:00:00Z','complete':false,'waitsFor':3,"
                    + "'declared':{'count':5,'totals':{'bytes':'1200','gb':'0.5'}}}},"
                    + "'totals':{'gb':'100'},"
                    + "'checks':[{'name':'balance','passed':true,'detail':'5 = 4 + 1'},"
                    + "{'name':'steady','passed':null,'detail':null}],'heldBy':'manifests','approvedBy':'alice: as agreed',"
                    + "'reprocess':['api-gb']}")
                .replace('\'', '"'));
  }

  @Test
  void isReadAsItWasWritten() throws IOException {
    PeriodReport report = full();

    assertThat(StatusRecord.fromJson(report.toJson())).isEqualTo(report);
  }

  @ParameterizedTest
  @EnumSource(State.class)
  void keepsEveryState(State state) throws IOException {
    PeriodReport report = report(state, sources(null));

    assertThat(json(report)).contains("\"state\":\"" + state.word() + "\"");
    assertThat(StatusRecord.fromJson(report.toJson())).isEqualTo(report);
  }

  @Test
  void leavesOutWhatIsNotKnown() throws IOException {
    PeriodReport report =
        new PeriodReport(
            "calls",
            null,
            null,
            null,
            null,
            0,
            sources(null),
            Collections.emptySortedMap(),
            List.of(),
            null,
            null,
            List.of());

    assertThat(json(report))
        .startsWith("{\"store\":\"calls\",\"revision\":0,\"sources\"")
        .doesNotContain("null")
        .doesNotContain("declared");
    assertThat(StatusRecord.fromJson(report.toJson())).isEqualTo(report);
  }

  @Test
  void keepsManifestsOfACountOrOfTotalsAlone() throws IOException {
    for (Declared declared :
        List.of(
            new Declared(0L, Map.of()), new Declared(null, Map.of("gb", new BigDecimal("0.5"))))) {
      PeriodReport report = report(State.OPEN, sources(declared));

      assertThat(StatusRecord.fromJson(report.toJson())).isEqualTo(report);
    }
  }

  @Test
  void keepsTotalsOfMoreDigitsThanOneDecimalMayHave() throws IOException {
    SortedMap<String, BigDecimal> totals =
        decimals("gb", "-" + "9".repeat(1000) + "." + "1".repeat(999));
    PeriodReport report =
        new PeriodReport(
            "calls",
            "2026-10",
            START,
            END,
            State.PUBLISHED,
            0,
            sources(null),
            totals,
            List.of(),
            null,
            null,
            List.of());

    assertThat(StatusRecord.fromJson(report.toJson())).isEqualTo(report);
  }

  @Test
  void passesOverFieldsOfLaterVersions() throws IOException {
    PeriodReport report = full();
    String later = json(report).replaceFirst("\\{", "{\"later\":[1],");

    assertThat(StatusRecord.fromJson(later.getBytes(StandardCharsets.UTF_8))).isEqualTo(report);
  }

  @Test
  void refusesWhatIsNoReport() {
    for (String text : List.of("", "[]", "{\"state\":\"gone\"}", "{\"start\":\"today\"}")) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      assertThatThrownBy(() -> StatusRecord.fromJson(bytes)).isInstanceOf(IOException.class);
    }
  }

  private static PeriodReport full() {
    return new PeriodReport(
        "calls",
        "2026-10",
        START,
        END,
        State.HELD,
        2,
        sources(new Declared(5L, decimals("bytes", "1200", "gb", "0.5"))),
        decimals("gb", "100"),
        List.of(new Check("balance", true, "5 = 4 + 1"), new Check("steady", null, null)),
        "manifests",
        "alice: as agreed",
        List.of("api-gb"));
  }

  private static PeriodReport report(State state, SortedMap<String, SourceReport> sources) {
    return new PeriodReport(
        "calls",
        "2026-10",
        START,
        END,
        state,
        0,
        sources,
        Collections.emptySortedMap(),
        List.of(),
        null,
        null,
        List.of());
  }

  private static SortedMap<String, SourceReport> sources(Declared declared) {
    Tally tally =
        new Tally().add(Counter.RECEIVED, 5).add(Counter.STORED, 4).add(Counter.DUPLICATES, 1);
    return new TreeMap<>(Map.of("eu", SourceReport.of("eu-west", tally, END, false, 3, declared)));
  }

  private static SortedMap<String, BigDecimal> decimals(String... pairs) {
    SortedMap<String, BigDecimal> decimals = new TreeMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      decimals.put(pairs[i], new BigDecimal(pairs[i + 1]));
    }
    return decimals;
  }

  private static String json(PeriodReport report) {
    return new String(report.toJson(), StandardCharsets.UTF_8);
  }
}
