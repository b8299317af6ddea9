package dev.eventstore.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IdHashTest {

  /** Part of every savepoint: these never change. */
  @Test
  void hasGoldenValues() {
    assertThat(Long.toHexString(IdHash.of(bytes("e-1")))).isEqualTo("54c7ac550c3fcd87");
    assertThat(Long.toHexString(IdHash.of(bytes("")))).isEqualTo("ad5b3bc77c454087");
    byte[] around = bytes("..acmeevent-000017..");
    assertThat(Long.toHexString(IdHash.of(around, 2, 4, 12))).isEqualTo("252cd1449cc655cb");
    assertThat(Long.toHexString(IdHash.of(bytes("e"), 0, 0, 1))).isEqualTo("9b879b47bcfb8c1f");
  }

  @Test
  void spreadsSimilarIds() {
    Set<Long> hashes = new HashSet<>();
    int[] shards = new int[8];
    for (int i = 0; i < 80_000; i++) {
      hashes.add(IdHash.of(bytes("event-" + i)));
      shards[IdHash.shard(bytes("event-" + i), 8)]++;
    }
    assertThat(hashes).hasSize(80_000);
    for (int shard : shards) {
      assertThat(shard).isBetween(9_500, 10_500);
    }
  }

  @Test
  void hasOneShardWhereThereIsOne() {
    assertThat(IdHash.shard(bytes("any"), 1)).isZero();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
