package dev.eventstore.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class DigestTest {
  private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(128);

  /** Digests are published: these never change. */
  @Test
  void isTheFirstHalfOfSha256() {
    assertThat(Digest.of(new byte[0])).hasToString("e3b0c44298fc1c149afbf4c8996fb924");
    assertThat(Digest.of(new byte[] {'a', 'b', 'c'}))
        .hasToString("ba7816bf8f01cfea414140de5dae2223");
    assertThat(Digest.NONE).hasToString("0".repeat(32));
  }

  @Property
  void addsModulo(@ForAll long a, @ForAll long b, @ForAll long c, @ForAll long d) {
    Digest one = new Digest(a, b);
    Digest two = new Digest(c, d);

    assertThat(number(one.plus(two))).isEqualTo(number(one).add(number(two)).mod(MODULUS));
  }

  @Property
  void dependsOnNoOrder(@ForAll List<byte[]> parts, @ForAll Random random) {
    List<byte[]> shuffled = new ArrayList<>(parts);
    Collections.shuffle(shuffled, random);

    assertThat(sum(shuffled)).isEqualTo(sum(parts));
    assertThat(Digest.fromBytes(sum(parts).toBytes())).isEqualTo(sum(parts));
  }

  @Test
  void carries() {
    assertThat(new Digest(0, -1).plus(new Digest(0, 1))).isEqualTo(new Digest(1, 0));
    assertThat(new Digest(-1, -1).plus(new Digest(0, 1))).isEqualTo(Digest.NONE);
  }

  private static Digest sum(List<byte[]> parts) {
    return parts.stream().map(Digest::of).reduce(Digest.NONE, Digest::plus);
  }

  private static BigInteger number(Digest digest) {
    return new BigInteger(1, digest.toBytes());
  }
}
