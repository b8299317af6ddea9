package dev.eventstore.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Neither parallelism nor the order of arrival changes what is published. */
class EquivalenceIT {
  private static final String METERS =
      """
        - name: volume
          operators:
            - filter: path != "/health"
            - derive: {kb: bytes / 1024}
            - aggregate:
                by: [account]
                values:
                  quantity: sum(bytes)
                  kb: sum(kb)
                  calls: count()
                  paths: unique(path)
                  least: min(bytes)
                  most: max(bytes)
                  mean: avg(bytes)
                  last: latest(path)
                  first: first(path)
                  grown: delta(bytes)
                  level: time_weighted(bytes)
                  p95: percentile(bytes, 95)
                  about: approx_unique(id)
                  aboutP95: approx_percentile(bytes, 95)
          targets: [usage]
        - name: paths
          operators:
            - aggregate: {by: [path], values: {quantity: sum(bytes)}}
          targets: [usage]
        - name: evidence
          operators: []
          targets: [usage]
      """;

  @TempDir static Path folder;
  private static List<List<String>> sources;
  private static List<String> expected;
  private static Map<String, BigDecimal> sums;

  @BeforeAll
  static void runOnce() throws Exception {
    generate(new Random(7));
    expected = store(0).parallelism(1).run().written("usage");
  }

  @ParameterizedTest(name = "parallelism {0}, order {1}")
  @CsvSource({"1, 1", "2, 2", "4, 3"})
  void gives(int parallelism, int order) throws Exception {
    assertThat(store(order).parallelism(parallelism).run().written("usage"))
        .containsExactlyElementsOf(expected);
  }

  /** A key spread over several store keys is still one group. */
  @Test
  void shardsChangeNothing() throws Exception {
    List<String> sharded = store(4).with("shards: 4").parallelism(2).run().written("usage");

    assertThat(sharded).containsExactlyElementsOf(expected);
  }

  @Test
  void theSumsOfAnIndependentComputation() {
    Map<String, BigDecimal> found = new TreeMap<>();
    for (String record : expected) {
      if (record.contains("\"meter\":\"volume\"")) {
        String place = after(record, "\"account\":\"") + " " + after(record, "\"period\":\"");
        found.put(place, new BigDecimal(after(record, "\"quantity\":\"")));
      }
    }
    assertThat(found.keySet()).isEqualTo(sums.keySet());
    found.forEach((place, sum) -> assertThat(sum).isEqualByComparingTo(sums.get(place)));
  }

  private static String after(String text, String start) {
    int from = text.indexOf(start) + start.length();
    return text.substring(from, text.indexOf('"', from));
  }

  private static FileStore store(int order) throws Exception {
    FileStore store = new FileStore(folder).with("version").meters(METERS);
    for (int i = 0; i < sources.size(); i++) {
      List<String> lines = new ArrayList<>(sources.get(i));
      if (order > 0) {
        Collections.shuffle(lines, new Random(order * 31L + i));
      }
      store.source("s" + i, lines);
    }
    return store;
  }

  /** Events with duplicates in and across sources, and versions of which the highest counts. */
  private static void generate(Random random) {
    sources = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    sums = new TreeMap<>();
    for (int id = 0; id < 3_000; id++) {
      String account = "acc-" + random.nextInt(40);
      int versions = random.nextInt(10) == 0 ? 3 : 1;
      String last = null;
      for (int version = 1; version <= versions; version++) {
        String month = random.nextInt(5) == 0 ? "2026-09" : "2026-08";
        String day = month + "-" + (10 + random.nextInt(18));
        BigDecimal bytes =
            new BigDecimal(random.nextInt(1_000_000)).movePointLeft(random.nextInt(6));
        String path = List.of("/a", "/b", "/c", "/health").get(random.nextInt(4));
        String line =
            ("{'id':'e%d','at':'%sT%02d:00:00.%06dZ','account':'%s','bytes':'%s','seq':%d,"
                    + "'path':'%s'}")
                .formatted(
                    id,
                    day,
                    random.nextInt(24),
                    random.nextInt(1_000_000),
                    account,
                    bytes.toPlainString(),
                    version,
                    path);
        for (int copy = random.nextInt(3); copy >= 0; copy--) {
          sources.get(random.nextInt(3)).add(line);
        }
        last = path.equals("/health") ? null : account + " " + month + " " + bytes;
      }
      if (last != null) {
        String[] parts = last.split(" ");
        sums.merge(parts[0] + " " + parts[1], new BigDecimal(parts[2]), BigDecimal::add);
      }
    }
    assertThat(new TreeSet<>(sums.keySet())).hasSizeGreaterThan(60);
  }
}
