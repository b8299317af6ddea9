package dev.eventstore.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import org.apache.flink.configuration.Configuration;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The Flink configuration of {@code deploy/flink/config.yaml}, and options. */
public final class FlinkSettings {
  private static final String RESOURCE = "/dev/eventstore/flink/config.yaml";

  /** They listen on all addresses of the machine. */
  private static final String REPORTERS = "metrics.reporter.";

  private FlinkSettings() {}

  /**
   * Those of a local run, which shows nothing to other machines unless it is told to.
   *
   * @param options Flink options that win over the file
   */
  public static Configuration local(Map<String, String> options) {
    Configuration settings = with(Map.of());
    Set.copyOf(settings.keySet()).stream()
        .filter(key -> key.startsWith(REPORTERS))
        .forEach(settings::removeKey);
    options.forEach(settings::setString);
    return settings;
  }

  /**
   * @param options Flink options that win over the file
   */
  public static Configuration with(Map<String, String> options) {
    Configuration settings = new Configuration();
    try (InputStream file = FlinkSettings.class.getResourceAsStream(RESOURCE)) {
      Object content = new Load(LoadSettings.builder().build()).loadFromInputStream(file);
      ((Map<?, ?>) content)
          .forEach((key, value) -> settings.setString(key.toString(), value.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    options.forEach(settings::setString);
    return settings;
  }
}
