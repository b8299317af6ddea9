package dev.eventstore.spec.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.spec.MeterSpec.Lookup;
import dev.eventstore.spec.MeterSpec.Missing;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.spec.TableSpec;
import dev.eventstore.spec.TableSpec.TableInTopic;
import dev.eventstore.table.TableFile;
import dev.eventstore.value.Field;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables are read with the store file, so that what is wrong in them is told before it runs. */
class StoreFilesTablesTest {
  private static final String STORE =
      StoreFile.with(
              "operators: []",
              "operators: [{lookup: {table: plans, key: account, as: plan}},"
                  + " {filter: plan.price > 1}]")
          + """
          tables:
            plans:
              files: {path: plans.csv}
              format: csv
              key: account
              validFrom: since
              fields: {price: decimal}
          """;

  @TempDir Path folder;

  @BeforeEach
  void write() throws Exception {
    table("account,since,tier,price\na,2026-01-01T00:00:00Z,gold,1.5\n");
  }

  @Test
  void columnsThatAreNotDeclaredAreText() throws Exception {
    StoreSpec spec = StoreFiles.read(StoreFile.write(folder, "store.yaml", STORE));

    Lookup lookup = (Lookup) spec.meters().get(0).operators().get(0);
    assertThat(lookup.missing()).isEqualTo(Missing.NULL);
    assertThat(lookup.table().columns().stream().map(c -> c.name() + " " + c.type().word()))
        .containsExactly("account string", "since timestamp", "tier string", "price decimal");
  }

  @Test
  void takesWhatBecomesOfMissingKeys() throws Exception {
    for (String missing : new String[] {"null", "drop", "quarantine"}) {
      String text = STORE.replace("as: plan", "as: plan, missing: " + missing);
      StoreSpec spec = StoreFiles.read(StoreFile.write(folder, "store.yaml", text));

      Lookup lookup = (Lookup) spec.meters().get(0).operators().get(0);
      assertThat(lookup.missing().name()).isEqualToIgnoringCase(missing);
    }
  }

  @Test
  void takesOtherWaysToWriteCsv() throws Exception {
    table("account;since;tier;price\na;2026-01-01T00:00:00Z;-;1.5\n");
    String text =
        STORE.replace("format: csv", "format: {type: csv, delimiter: \";\", nullText: \"-\"}");

    StoreSpec spec = StoreFiles.read(StoreFile.write(folder, "store.yaml", text));

    TableSpec table = ((Lookup) spec.meters().get(0).operators().get(0)).table();
    assertThat(TableFile.read(table).find("a", Instant.parse("2026-01-01T00:00:00Z")))
        .containsExactly("a", Instant.parse("2026-01-01T00:00:00Z"), null, new BigDecimal("1.5"));
  }

  /** Nobody looks at the topic, so there are only the columns that are declared. */
  @Test
  void aTopicHasTheColumnsThatAreDeclared() throws Exception {
    String text =
        STORE
            .replace(
                "files: {path: plans.csv}",
                "kafka: {topic: plans, 'bootstrap.servers': 'a:1', client.id: me}")
            .replace("    format: csv\n", "");
    StoreSpec spec = StoreFiles.read(StoreFile.write(folder, "store.yaml", text));

    TableSpec table = spec.tables().get(0);
    assertThat(table.columns())
        .extracting(Field::name)
        .containsExactly("account", "since", "price");
    TableInTopic input = (TableInTopic) table.input();
    assertThat(input.topic()).isEqualTo("plans");
    assertThat(input.properties().asMap()).containsEntry("client.id", "me");
  }

  private void table(String text) throws Exception {
    Files.writeString(folder.resolve("plans.csv"), text);
  }
}
