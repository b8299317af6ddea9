package dev.eventstore.avro;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eventstore.spec.SourceSpec.Registry;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/**
 * Schemas by their ids, from a registry that speaks Confluent's protocol. Ids never change their
 * meaning, so what was found is kept; an id that is not known is asked for again after a while. For
 * one thread.
 */
public final class SchemaRegistry {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long ASK_AGAIN_NANOS = Duration.ofSeconds(10).toNanos();
  private static final int NOT_FOUND = 404;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Registry registry;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final Map<Integer, Schema> known = new HashMap<>();
  private final Map<Integer, Long> unknown = new HashMap<>();

  public SchemaRegistry(Registry registry) {
    this.registry = registry;
  }

  /** A schema that records cannot be read with, in one sentence. */
  public static final class NoSchemaException extends Exception {
    private static final long serialVersionUID = 1L;

    NoSchemaException(String message) {
      super(message);
    }
  }

  /**
   * The schema of an id.
   *
   * @throws NoSchemaException where the registry does not know it, or it is no Avro
   * @throws RegistryException where the registry cannot be asked
   */
  public Schema schema(int id) throws NoSchemaException {
    Schema schema = known.get(id);
    if (schema == null) {
      Long asked = unknown.get(id);
      if (asked != null && System.nanoTime() - asked < ASK_AGAIN_NANOS) {
        throw unknown(id);
      }
      schema = parse(id, get("/schemas/ids/" + id));
      known.put(id, schema);
    }
    return schema;
  }

  private Schema parse(int id, JsonNode found) throws NoSchemaException {
    if (found == null) {
      unknown.put(id, System.nanoTime());
      throw unknown(id);
    }
    String type = found.path("schemaType").asText("AVRO");
    if (!type.equals("AVRO")) {
      throw new NoSchemaException("schema id " + id + " is one of " + type + ", not of Avro");
    }
    try {
      Schema.Parser parser = new Schema.Parser();
      parseReferences(found, parser);
      return parser.parse(found.path("schema").asText());
    } catch (SchemaParseException e) {
      throw new NoSchemaException("schema id " + id + " is no schema of Avro: " + e.getMessage());
    }
  }

  /** What a schema refers to is known to its parser before it. */
  private void parseReferences(JsonNode found, Schema.Parser parser) throws NoSchemaException {
    for (JsonNode reference : found.path("references")) {
      String subject = reference.path("subject").asText();
      JsonNode referred =
          get(
              "/subjects/"
                  + URLEncoder.encode(subject, StandardCharsets.UTF_8)
                  + "/versions/"
                  + reference.path("version").asInt());
      if (referred == null) {
        throw new NoSchemaException("the schema refers to '" + subject + "', which is not there");
      }
      parseReferences(referred, parser);
      if (!parser.getTypes().containsKey(reference.path("name").asText())) {
        parser.parse(referred.path("schema").asText());
      }
    }
  }

  private static NoSchemaException unknown(int id) {
    return new NoSchemaException("the schema registry knows no schema id " + id);
  }

  /** The answer, or null where there is nothing at this path. */
  private JsonNode get(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(registry.url() + path)).timeout(PATIENCE);
    if (registry.user() != null) {
      String login = registry.user() + ":" + registry.password();
      request.header(
          "Authorization",
          "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
    }
    try {
      HttpResponse<byte[]> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      if (response.statusCode() == NOT_FOUND) {
        return null;
      }
      if (response.statusCode() != 200) {
        throw failed("answers with status " + response.statusCode(), null);
      }
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw failed("cannot be reached", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("was not waited for", e);
    }
  }

  private RegistryException failed(String what, Exception cause) {
    return new RegistryException(
        "the schema registry at "
            + registry.url()
            + " "
            + what
            + "; check that it runs and who may read it, and the source goes on",
        cause);
  }
}
