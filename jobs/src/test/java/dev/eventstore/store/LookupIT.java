package dev.eventstore.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventstore.spec.StoreSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables reach the meters of a running job, and so do all aggregates. */
class LookupIT {
  private static final String METERS =
      """
        - name: volume
          operators:
            - lookup: {table: plans, key: account, as: plan}
            - derive: {cost: bytes * plan.price}
            - aggregate:
                by: [account, plan.tier]
                values:
                  cost: sum(cost)
                  grown: delta(bytes)
                  level: time_weighted(bytes)
                  median: percentile(bytes, 50)
                  about: approx_percentile(bytes, 50)
                  days: approx_unique(at)
            - derive: {cost: "round(cost, 2)"}
          targets: [usage]
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void eachEventSeesTheVersionOfItsTime(int parallelism) throws Exception {
    List<String> written = store().parallelism(parallelism).run().written("usage");

    assertThat(written).hasSize(2);
    assertThat(written)
        .anySatisfy(
            record ->
                assertThat(record)
                    .contains("\"group\":{\"account\":\"a\",\"plan.tier\":\"free\"}")
                    .contains(
                        "\"values\":{\"cost\":\"0\",\"grown\":\"0\","
                            + "\"level\":\"9.5\",\"median\":\"10\",\"about\":\"10\",\"days\":1}"))
        .anySatisfy(
            record ->
                assertThat(record)
                    .contains("\"group\":{\"account\":\"a\",\"plan.tier\":\"gold\"}")
                    .contains(
                        "\"values\":{\"cost\":\"4.5\",\"grown\":\"1\","
                            + "\"level\":\"1.4833333333333333333333333333333333333\",\"median\":\"1\",\"about\":\"1\",\"days\":2}"));
  }

  @Test
  void aTableThatIsGoneStopsTheStoreAtItsStart() throws Exception {
    StoreSpec spec = store().spec();
    Files.delete(folder.resolve("plans.csv"));

    assertThatThrownBy(() -> FileStore.run(spec, 1, Map.of()))
        .rootCause()
        .hasMessage("there is no file plans.csv; correct the path");
  }

  /** Of June, with its thirty days. */
  private FileStore store() throws Exception {
    Files.writeString(
        folder.resolve("plans.csv"),
        """
        account,since,tier,price
        a,2026-01-01T00:00:00Z,free,0
        a,2026-06-11T00:00:00Z,gold,1.5
        """);
    return new FileStore(folder)
        .with(
            "tables: {plans: {files: {path: plans.csv}, format: csv, key: account, validFrom: since,"
                + " fields: {price: decimal}}}")
        .meters(METERS)
        .source(
            "eu",
            FileStore.event("1", "2026-06-02", "10"),
            FileStore.event("2", "2026-06-15", "1"),
            FileStore.event("2", "2026-06-15", "1"))
        .source("us", FileStore.event("3", "2026-06-16", "2"));
  }
}
