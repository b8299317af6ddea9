package dev.eventstore.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventstore.spec.TableSpec;
import dev.eventstore.spec.TableSpec.TableInFile;
import dev.eventstore.text.CsvDialect;
import dev.eventstore.text.CsvDialects;
import dev.eventstore.value.Field;
import dev.eventstore.value.FieldType;
import dev.eventstore.value.TimestampFormat;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableFileTest {
  private static final CsvDialect CSV = CsvDialects.STANDARD;

  @TempDir Path folder;

  @Test
  void findsTheVersionAsOfATime() throws Exception {
    TableSpec spec =
        table(
            CSV,
            "\uFEFFaccount,since,tier,price\n"
                + "a,2026-02-01T00:00:00Z,gold,1.50\n"
                + "a,2026-01-01T01:00:00+01:00,free,\n"
                + "\n"
                + "b,,\"silver, \"\"old\"\"\",2\n",
            field("price", FieldType.DECIMAL));
    Table plans = TableFile.read(spec);

    assertThat(names(spec)).containsExactly("account", "since", "tier", "price");
    assertThat(row(plans, "a", "2025-12-31T23:59:59.999999999Z")).isEqualTo("null");
    assertThat(row(plans, "a", "2026-01-01T00:00:00Z"))
        .isEqualTo("[a, 2026-01-01T00:00:00Z, free, null]");
    assertThat(row(plans, "a", "2026-01-31T23:59:59Z")).contains("free");
    assertThat(row(plans, "a", "2026-02-01T00:00:00Z"))
        .isEqualTo("[a, 2026-02-01T00:00:00Z, gold, 1.5]");
    assertThat(row(plans, "a", "2999-01-01T00:00:00Z")).contains("gold");
    assertThat(row(plans, "b", "0001-01-01T00:00:00Z")).isEqualTo("[b, null, silver, \"old\", 2]");
    assertThat(row(plans, "c", "2026-02-01T00:00:00Z")).isEqualTo("null");
  }

  @Test
  void readsJsonLines() throws Exception {
    TableSpec spec =
        table(
            null,
            "{\"account\": \"a\", \"tier\": \"gold\"}\n\n"
                + "{\"account\": \"b\", \"price\": 0.10, \"n\": 7}\n",
            field("price", FieldType.DECIMAL),
            field("n", FieldType.INTEGER));

    assertThat(names(spec)).containsExactly("account", "tier", "price", "n");
    assertThat(TableFile.read(spec).find("b", Instant.EPOCH))
        .containsExactly("b", null, new BigDecimal("0.1"), 7L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "CSV||t.csv, line 1: the file is empty; its first line names the columns",
        "CSV|account,x,x|t.csv, line 1: the header names the column 'x' twice; correct it",
        "CSV|key,since|t.csv has no column 'account'; it has key, since",
        "CSV|account,since~a,2026-01-01T00:00:00Z,gold|t.csv, line 2: 3 values stand under 2"
            + " columns; complete the row, or put a value with a delimiter in quotes",
        "CSV|account,since~a,2026-01-01T00:00:00Z~b|t.csv, line 3: 1 values stand under 2 columns;"
            + " complete the row, or put a value with a delimiter in quotes",
        "CSV|account,since~a,2026-01-01|t.csv, line 2: 'since' takes a time like 2026-10-05T13:00:00+02:00 and not"
            + " '2026-01-01'; correct it",
        "CSV|account,since~,2026-01-01T00:00:00Z|t.csv, line 2: 'account' is missing; add it",
        "CSV|account,since~a,2026-01-01T00:00:00Z~a,2026-01-01T01:00:00+01:00|t.csv, line 3: the key"
            + " 'a' has a row from 2026-01-01T00:00:00Z on already, in line 2; remove one",
        "CSV|account,since,n~a,,5.5|t.csv, line 2: 'n' takes a 64-bit integer and not '5.5'; correct"
            + " it, or declare the column's type under fields",
        "JSON|{'account': 'a', 'x': 5}|t.csv, line 1: 'x' takes text and not 5; correct it, or"
            + " declare the column's type under fields",
        "JSON|{'account': 'a'}~~[1]|t.csv, line 3: this is no JSON object; write one row a line",
        "JSON|{'account': 'a'}~null|t.csv, line 2: this is no JSON object; write one row a line",
        "JSON|{'account': 'a'} {}|t.csv, line 1: this is no JSON object; write one row a line",
        "JSON|{'account': 'a'}~{'account': 'a'}|t.csv, line 2: the key 'a' has a row already, in line"
            + " 1; remove one, or name the column from when a row holds as validFrom",
        "JSON|{'x': 'a'}|t.csv has no column 'account'; it has x",
        "JSON||t.csv has no column 'account'; it has none",
      })
  void saysWhatIsWrongAndWhere(String format, String text, String message) {
    String lines = text == null ? "" : text.replace('~', '\n').replace('\'', '"');
    List<Field> declared = new ArrayList<>();
    if (lines.contains(",n")) {
      declared.add(field("n", FieldType.INTEGER));
    }
    assertThatThrownBy(
            () ->
                TableFile.read(
                    table(
                        format.equals("CSV") ? CSV : null, lines, declared.toArray(new Field[0]))))
        .isInstanceOf(TableException.class)
        .message()
        .startsWith(message);
  }

  @Test
  void saysWhyAFileCannotBeRead() throws Exception {
    TableSpec gone = spec(CSV, folder.resolve("none.csv"));
    assertThatThrownBy(() -> TableFile.read(gone))
        .hasMessage("there is no file t.csv; correct the path");
    assertThatThrownBy(() -> TableFile.read(spec(CSV, folder)))
        .hasMessage("t.csv is a folder; name the table's file");
    Path latin = folder.resolve("latin.csv");
    Files.write(latin, "account\n\u00e4\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> TableFile.read(spec(CSV, latin)))
        .hasMessage("t.csv, line 2: it is no text in UTF-8; correct it");
  }

  @Test
  void aColumnThatIsGoneIsToldWhenItIsReadAgain() throws Exception {
    TableSpec spec = table(CSV, "account,since,tier\na,,gold\n");
    Files.writeString(folder.resolve("t.csv"), "account,since\na,\n");

    assertThatThrownBy(() -> TableFile.read(spec))
        .hasMessage("t.csv has no column 'tier'; it has account, since");
  }

  /** The table of a file, with all of its columns. */
  private TableSpec table(CsvDialect csv, String text, Field... declared) throws Exception {
    Path file = Files.writeString(folder.resolve("t.csv"), text);
    return TableFile.withColumns(spec(csv, file, declared));
  }

  /** Versioned where it is CSV. */
  private static TableSpec spec(CsvDialect csv, Path file, Field... declared) {
    List<Field> columns = new ArrayList<>();
    columns.add(new Field("account", FieldType.STRING, true, TimestampFormat.ISO));
    if (csv != null && Files.exists(file) && !file.toString().contains("latin")) {
      columns.add(field("since", FieldType.TIMESTAMP));
    }
    columns.addAll(Arrays.asList(declared));
    String validFrom = columns.size() > 1 && csv != null ? "since" : null;
    return new TableSpec(
        "t", new TableInFile(file.toString(), "t.csv", csv), "account", validFrom, columns);
  }

  private static Field field(String name, FieldType type) {
    return new Field(name, type, false, TimestampFormat.ISO);
  }

  private static List<String> names(TableSpec spec) {
    return spec.columns().stream().map(Field::name).toList();
  }

  private static String row(Table table, String key, String time) {
    return Arrays.toString(table.find(key, Instant.parse(time)));
  }
}
