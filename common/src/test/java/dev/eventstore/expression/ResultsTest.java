package dev.eventstore.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ResultsTest {
  private static final Path STATUS = new Path("status", List.of());
  private static final Path TIER = new Path("record", List.of("plan", "tier"));

  @Test
  void knowsTheResultOfTheSameValues() {
    Results results = new Results(List.of(STATUS, TIER, STATUS));
    Map<String, Object> row = Map.of("status", 200L, "record", Map.of("plan", Map.of("tier", "a")));
    assertThat(results.find(row::get)).isSameAs(Results.UNKNOWN);
    assertThat(results.put(true)).isEqualTo(true);
    assertThat(results.find(row::get)).isEqualTo(true);
    Map<String, Object> other =
        Map.of("status", 200L, "record", Map.of("plan", Map.of("tier", "b")));
    assertThat(results.find(other::get)).isSameAs(Results.UNKNOWN);
    assertThat(results.put(null)).isNull();
    assertThat(results.find(other::get)).isNull();
    assertThat(results.find(row::get)).isEqualTo(true);
  }

  @Test
  void doesNotTakeAValueForWhatIsInIt() {
    Results results = new Results(List.of(TIER));
    Map<String, Object> inside = Map.of("record", Map.of("plan", Map.of("tier", "a")));
    results.find(inside::get);
    results.put("inside");
    Map<String, Object> outside = Map.of("record", Map.of("plan", "a"));
    assertThat(results.find(outside::get)).isSameAs(Results.UNKNOWN);
    results.put("outside");
    assertThat(results.find(outside::get)).isSameAs(Results.UNKNOWN);
    assertThat(results.find(inside::get)).isEqualTo("inside");
  }

  @Test
  void keepsNothingThatMayChangeOrIsLarge() {
    Results results = new Results(List.of(STATUS));
    Map<String, String> tags = new TreeMap<>(Map.of("a", "b"));
    for (Object value : List.of(tags, List.of(1L), "x".repeat(65))) {
      Map<String, Object> row = Map.of("status", value);
      results.find(row::get);
      results.put(true);
      assertThat(results.find(row::get)).isSameAs(Results.UNKNOWN);
    }
    Map<String, Object> row = Map.of("status", 1L);
    results.find(row::get);
    results.put(tags);
    assertThat(results.find(row::get)).isSameAs(Results.UNKNOWN);
  }

  @Test
  void looksNothingUpAnyMoreWhereNothingComesAgain() {
    Results results = new Results(List.of(STATUS));
    for (long status = 0; status < 5_000; status++) {
      Map<String, Object> row = Map.of("status", status);
      assertThat(results.find(row::get)).isSameAs(Results.UNKNOWN);
      results.put(status);
    }
    Map<String, Object> last = Map.of("status", 4_999L);
    assertThat(results.find(last::get)).isSameAs(Results.UNKNOWN);
  }

  @Test
  void evaluatesTheSameTheSecondTime() {
    ExpressionCompiler compiler =
        new ExpressionCompiler(
            Map.of("bytes", ExpressionType.DECIMAL, "status", ExpressionType.INTEGER));
    Expression share = compiler.compile("bytes / status");
    for (int i = 0; i < 3; i++) {
      assertThat(share.evaluate(row("3", 2L)::get)).isEqualTo(new BigDecimal("1.5"));
      assertThat(share.evaluate(row("3.0", 2L)::get)).isEqualTo(new BigDecimal("1.5"));
      assertThat(share.evaluate(Map.<String, Object>of("status", 2L)::get)).isNull();
      assertThatThrownBy(() -> share.evaluate(row("3", 0L)::get))
          .isInstanceOf(ExpressionException.class);
    }
  }

  private static Map<String, Object> row(String bytes, long status) {
    return Map.of("bytes", new BigDecimal(bytes), "status", status);
  }
}
