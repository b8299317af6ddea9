package dev.eventstore.connect.files.targets;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FileNamesTest {
  @Test
  void keepsPlainCharactersAndEncodesTheRest() {
    assertThat(FileNames.encode("aZ09-_.")).isEqualTo("aZ09-_.");
    assertThat(FileNames.encode("2026-10-05T13:00+02:00"))
        .isEqualTo("2026-10-05T13%3A00%2B02%3A00");
    assertThat(FileNames.encode("ä/%\n")).isEqualTo("%C3%A4%2F%25%0A");
  }
}
