package dev.eventstore.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.event.EventTuples;
import dev.eventstore.query.Wanted.Range;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.spec.read.StoreFiles;
import dev.eventstore.state.StoreKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a query cannot want is not read: neither other periods, nor other keys' buckets. */
class EventFilterTest {
  @TempDir Path folder;
  private StoreSpec spec;

  @BeforeEach
  void readTheStoreFile() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("store.yaml"),
            """
            apiVersion: eventstore/v1
            store: tiny
            event:
              id: id
              time: at
              key: [account, line]
              fields: {id: string, at: timestamp, account: string, line: integer}
            shards: 2
            sources:
              - {name: eu, files: {path: in}}
            meters:
              - {name: evidence, operators: [], targets: [out]}
            targets:
              out: {files: {path: out}}
            """);
    spec = StoreFiles.read(file);
  }

  @Test
  void everythingIsReadWithoutFilters() {
    EventFilter filter = new EventFilter(spec, List.of());

    assertThat(filter.buckets()).isEmpty();
    assertThat(filter.hasChunk(7, "2026-08")).isTrue();
    assertThat(filter.hasKey(key("a", 1))).isTrue();
  }

  @Test
  void periodsAreChunks() {
    Wanted summer = new Wanted("_period", List.of(new Range("2026-06", "2026-08")));
    EventFilter filter = new EventFilter(spec, List.of(summer, equal("_period", "2026-08")));

    assertThat(filter.hasChunk(7, "2026-08")).isTrue();
    assertThat(filter.hasChunk(7, "2026-07")).isFalse();
    assertThat(filter.hasChunk(7, "2026-09")).isFalse();
  }

  @Test
  void keysAreTheBucketsOfTheirShards() {
    EventFilter filter =
        new EventFilter(
            spec, List.of(equal("account", "a").or(equal("account", "b")), equal("line", 1L)));

    assertThat(filter.buckets().orElseThrow())
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(key("a", 1), key("b", 1))
                .flatMap(key -> Stream.of(StoreKey.bucket(key, 0), StoreKey.bucket(key, 1)))
                .toList());
    assertThat(filter.hasChunk(StoreKey.bucket(key("b", 1), 1), "2026-08")).isTrue();
    assertThat(filter.hasChunk(StoreKey.bucket(key("c", 1), 1), "2026-08")).isFalse();
    assertThat(filter.hasKey(key("b", 1))).isTrue();
    assertThat(filter.hasKey(key("b", 2))).isFalse();
  }

  @Test
  void partOfAKeyTellsNoBucket() {
    EventFilter filter = new EventFilter(spec, List.of(equal("account", "a")));

    assertThat(filter.buckets()).isEmpty();
    assertThat(filter.hasKey(key("b", 1))).isTrue();
  }

  private byte[] key(String account, long line) {
    return new EventTuples(spec.event()).key(new Object[] {null, null, account, line});
  }

  private static Wanted equal(String column, Comparable<?> value) {
    return new Wanted(column, List.of(new Range(value, value)));
  }
}
