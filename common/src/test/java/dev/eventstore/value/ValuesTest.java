package dev.eventstore.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
  @Test
  void aNumberIsReadFromText() {
    assertThat(Values.parse(" 1.50 ")).isEqualByComparingTo("1.5");
    assertThat(Values.parse("-2e3")).isEqualByComparingTo("-2000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1,5", "0x10", "NaN", "\uFF15", "\u0663", "1\u0660"})
  void allElseIsNone(String text) {
    assertThatThrownBy(() -> Values.parse(text)).isInstanceOf(NumberFormatException.class);
  }
}
