package dev.eventstore.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.spec.MeterSpec.Lookup;
import dev.eventstore.spec.MeterSpec.Missing;
import dev.eventstore.table.TableFile;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    for (String missing : new String[] {"null", "drop"}) {
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "path: plans.csv | path: none.csv | 19: tables.plans.files.path: there is no file none.csv;"
            + " correct the path",
        "price: decimal | cost: decimal | 19: tables.plans.files.path: plans.csv has no column"
            + " 'cost'; it has account, since, tier, price",
        "price: decimal | tier: decimal | 19: tables.plans.files.path: plans.csv, line 2: 'tier'"
            + " takes a decimal of at most 1000 digits and not 'gold'; correct it, or declare the"
            + " column's type under fields",
        "price: decimal | since: string | 22: tables.plans.validFrom: 'since' is no timestamp;"
            + " declare it as one",
        "price: decimal | account: strings | 21: tables.plans.key: a map of strings is no key; take"
            + " another column",
        "price: decimal | account: integer, price: decimal | 19: tables.plans.files.path: plans.csv,"
            + " line 2: 'account' takes a 64-bit integer and not 'a'; correct it, or declare the"
            + " column's type under fields",
        "price: decimal | tier: string | 13: meters[0].operators[1].filter: column 12: '>' does not"
            + " take (string, integer); convert with decimal(x), int(x) or string(x)",
        "format: csv | format: avro | 20: tables.plans.format: 'avro' is not known here; write json"
            + " or csv",
        "format: csv | format: {type: json, nullText: x} | 20: tables.plans.format.nullText: the format"
            + " json has no nullText; remove it",
        "as: plan | as: plan, missing: quarantine | 13: meters[0].operators[0].lookup.missing: not"
            + " supported yet: missing: quarantine; write drop",
        "path: plans.csv | path: in/eu/plans.csv | 19: tables.plans.files.path: source 'eu' reads"
            + " this file too, as events; move the table out of its folder",
      })
  void refuses(String old, String replacement, String refusal) throws Exception {
    Files.createDirectories(folder.resolve("in/eu"));
    Files.copy(folder.resolve("plans.csv"), folder.resolve("in/eu/plans.csv"));

    assertThat(STORE).contains(old);
    assertThat(StoreFile.refusals(folder, STORE.replace(old, replacement))).isEqualTo(refusal);
  }

  @Test
  void namesTheLineOfARowThatIsWrong() throws Exception {
    table("account,since,tier,price\na,,gold,1\nb,,free,2\na,,free,3\n");

    assertThat(StoreFile.refusals(folder, STORE))
        .isEqualTo(
            "19: tables.plans.files.path: plans.csv, line 4: the key 'a' has a row already, in line"
                + " 2; remove one");
  }

  private void table(String text) throws Exception {
    Files.writeString(folder.resolve("plans.csv"), text);
  }
}
