package dev.eventstore.spec.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

class JsonSchemaTest {
  private static final Path PUBLISHED = Path.of("..", "docs", "store-file.schema.json");

  @Test
  void isPublishedAsTheCodeHasIt() throws IOException {
    if (System.getProperty("update.docs") != null) {
      Files.createDirectories(PUBLISHED.getParent());
      Files.writeString(PUBLISHED, JsonSchema.text());
    }
    assertThat(PUBLISHED)
        .as("stale docs/store-file.schema.json: run ./mvnw -pl common test -Dupdate.docs")
        .hasContent(JsonSchema.text());
  }

  @Test
  void acceptsTheFullExample() throws IOException {
    assertThat(errors(resource("full.yaml"))).isEmpty();
    assertThat(errors(resource("supported.yaml"))).isEmpty();
  }

  @Test
  void acceptsTheEnvironmentWhereANumberOrAWordIsExpected() throws IOException {
    String text = resource("full.yaml").replace("shards: 1 ", "shards: ${env:N} ");
    assertThat(errors(text.replace("late: revise ", "late: ${env:L} "))).isEmpty();
  }

  @Test
  void refusesUnknownKeysWrongTypesAndWrongCombinations() throws IOException {
    String text = resource("full.yaml");

    assertThat(errors(text + "shard: 1\n")).anyMatch(error -> error.contains("shard"));
    assertThat(errors(text.replace("shards: 1 ", "shards: many "))).isNotEmpty();
    assertThat(errors(text.replace("store: api-usage", "store: a/b"))).isNotEmpty();
    assertThat(errors(text.replace("retention: P13M", "retention: 13"))).isNotEmpty();
    assertThat(errors(text.replace("store: api-usage", ""))).isNotEmpty();
    assertThat(errors(text.replace("- filter: status", "- filtre: status"))).isNotEmpty();
    assertThat(errors(text.replace("{store: regulatory}", "{}"))).isNotEmpty();
  }

  private static List<String> errors(String yaml) {
    LoadSettings settings = LoadSettings.builder().setSchema(new CoreSchema()).build();
    JsonNode json = new ObjectMapper().valueToTree(new Load(settings).loadFromString(yaml));
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(JsonSchema.text())
        .validate(json)
        .stream()
        .map(ValidationMessage::getMessage)
        .toList();
  }

  private static String resource(String name) throws IOException {
    try (var in = JsonSchemaTest.class.getResourceAsStream("/spec/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
