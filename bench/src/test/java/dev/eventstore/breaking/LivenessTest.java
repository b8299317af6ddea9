package dev.eventstore.breaking;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LivenessTest {
  private static final Pattern PROBE =
      Pattern.compile(
          "livenessProbe:\\s+httpGet: \\{path: /config, port: 8081}\\s+periodSeconds: (\\d+)\\s+"
              + "timeoutSeconds: \\d+\\s+failureThreshold: (\\d+)");

  private final AtomicLong nanos = new AtomicLong(-1);
  private final Liveness liveness = new Liveness(nanos::get);

  @Test
  void whatDoesNotAnswerForAsLongAsAllowedIsDead() {
    pass(Liveness.ALLOWED.minusNanos(1));
    assertThat(liveness.isAlive(false)).isTrue();
    pass(Duration.ofNanos(1));
    assertThat(liveness.isAlive(false)).isFalse();
  }

  @Test
  void anAnswerGivesItAllTheTimeAgain() {
    pass(Liveness.ALLOWED.multipliedBy(2));
    assertThat(liveness.isAlive(true)).isTrue();
    pass(Liveness.ALLOWED.minusNanos(1));
    assertThat(liveness.isAlive(false)).isTrue();
  }

  @Test
  void theNextInItsPlaceHasAllTheTime() {
    pass(Liveness.ALLOWED);
    assertThat(liveness.isAlive(false)).isFalse();
    assertThat(liveness.isAlive(false)).isTrue();
    pass(Liveness.ALLOWED);
    assertThat(liveness.isAlive(false)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"base", "session"})
  void allowsWhatTheProbeOfTheManifestsAllows(String folder) throws Exception {
    String manifest =
        Files.readString(Path.of("../deploy/kubernetes", folder, "flink-deployment.yaml"));

    assertThat(PROBE.matcher(manifest).results().map(LivenessTest::allowed))
        .containsExactly(Liveness.ALLOWED);
  }

  private static Duration allowed(MatchResult probe) {
    return Duration.ofSeconds(Long.parseLong(probe.group(1)) * Long.parseLong(probe.group(2)));
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
