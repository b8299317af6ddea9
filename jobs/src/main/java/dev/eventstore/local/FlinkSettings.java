package dev.eventstore.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The Flink configuration of local runs: that of {@code deploy/flink/config.yaml}, and options. */
public final class FlinkSettings {
  private static final String RESOURCE = "/dev/eventstore/flink/config.yaml";

  private FlinkSettings() {}

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
