package dev.eventstore.connect.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.connect.ControlFeed;
import dev.eventstore.spec.ChannelSpec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlReaderTest {
  @TempDir Path folder;

  /** However often: what was sent may come while the channel is being read. */
  @Test
  void allThatWasSentComes() throws Exception {
    try (ControlFeed feed =
        ControlReader.of(new ChannelSpec.Folder(folder.toString()), null).open()) {
      assertThat(feed.pollToEnd()).isEmpty();
      for (int i = 0; i < 200; i++) {
        send("command-" + i);
        assertThat(texts(feed.pollToEnd())).containsExactly("command-" + i);
      }
      assertThat(feed.pollToEnd()).isEmpty();
    }
  }

  private void send(String command) throws Exception {
    Path hidden = Files.writeString(folder.resolve("." + command), command + "\n");
    Files.move(hidden, folder.resolve(command));
  }

  private static List<String> texts(List<byte[]> commands) {
    return commands.stream().map(bytes -> new String(bytes, StandardCharsets.UTF_8)).toList();
  }
}
