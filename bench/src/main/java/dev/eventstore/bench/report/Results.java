package dev.eventstore.bench.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The newest result of each scenario, in a JSON file, so that each can be measured by itself.
 *
 * @param queries null where none were measured
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Results(Map<String, ScenarioResult> scenarios, QueryResults queries) {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  public static Results read(Path file) throws IOException {
    return Files.exists(file)
        ? JSON.readValue(file.toFile(), Results.class)
        : new Results(Map.of(), null);
  }

  /** The same with another result of its scenario. */
  public Results with(ScenarioResult result) {
    Map<String, ScenarioResult> all = new TreeMap<>(scenarios);
    all.put(result.scenario(), result);
    return new Results(all, queries);
  }

  /** The same with other queries. */
  public Results with(QueryResults other) {
    return new Results(scenarios, other);
  }

  public void write(Path file) throws IOException {
    JSON.writeValue(file.toFile(), this);
  }

  /** Of a scenario; null where it was never measured. */
  ScenarioResult of(String scenario) {
    return scenarios.get(scenario);
  }
}
