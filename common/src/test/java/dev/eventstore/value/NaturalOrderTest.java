package dev.eventstore.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class NaturalOrderTest {
  @Property
  void textIsInTheOrderOfItsBytes(@ForAll("texts") String left, @ForAll("texts") String right) {
    int bytes = Arrays.compareUnsigned(utf8(left), utf8(right));

    assertThat(Integer.signum(NaturalOrder.compare(left, right))).isEqualTo(Integer.signum(bytes));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Few different characters, so that texts begin alike: around the surrogates, and beyond. */
  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of("a", "\uD7FF", "\uE000", "\uFFFF", "\uD800\uDC00", "\uD83D\uDE00")
        .list()
        .ofMaxSize(4)
        .map(parts -> parts.stream().collect(Collectors.joining()));
  }
}
