package dev.eventstore.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.event.Refusal;
import dev.eventstore.spec.read.StoreFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole store between files and collections. */
class StoreIT {
  private static final String STORE =
      """
      apiVersion: eventstore/v1
      store: api-usage
      event:
        id: id
        time: at
        key: account
        fields:
          id: string
          at: timestamp
          account: string
          bytes: decimal
      period: {every: month, zone: Europe/Berlin}
      sources:
        - name: eu
          files: {path: eu}
        - name: us
          files: {path: us}
      meters:
        - name: volume
          operators:
            - aggregate: {by: [account], values: {quantity: sum(bytes), calls: count()}}
          targets: [usage]
        - name: evidence
          operators: []
          targets: [archive]
      targets:
        usage: {files: {path: out}}
        archive: {files: {path: archive}}
      """;

  @TempDir Path folder;

  @Test
  void sumsToTheDigit() throws Exception {
    source(
        "eu",
        "{'id':'1','at':'2026-10-05T10:00:00Z','account':'a','bytes':123}",
        "{'id':'1','at':'2026-10-05T10:00:00Z','account':'a','bytes':'123.00'}",
        "{'id':'3','at':'2026-10-05T10:00:00Z','account':'a','bytes':'NaN'}");
    source(
        "us",
        "{'id':'2','at':'2026-10-31T23:30:00+01:00','account':'a','bytes':'0.4567890123456789'}");

    Path file = Files.writeString(folder.resolve("store.yaml"), STORE);
    TestEnds ends =
        FileStore.run(StoreFiles.read(file), 2, Map.of("state.backend.type", "rocksdb"));

    assertThat(ends.written("usage"))
        .singleElement()
        .asString()
        .contains("\"values\":{\"quantity\":\"123.4567890123456789\",\"calls\":2}")
        .contains("\"revision\":0,\"delta\":{\"quantity\":\"123.4567890123456789\",\"calls\":2}")
        .contains("\"reason\":\"release\",\"events\":2,\"sources\":{\"eu\":1,\"us\":1}")
        .contains("\"period\":\"2026-10\",\"start\":\"2026-09-30T22:00:00Z\"");
    assertThat(ends.written("archive")).hasSize(2);
    assertThat(ends.refusals.elements())
        .extracting(Refusal::message)
        .containsExactly("'bytes' takes a decimal of at most 1000 digits and not 'NaN'");
  }

  private void source(String name, String... lines) throws Exception {
    Path path = Files.createDirectories(folder.resolve(name)).resolve("events.jsonl");
    Files.writeString(path, String.join("\n", List.of(lines)).replace('\'', '"') + "\n");
  }
}
