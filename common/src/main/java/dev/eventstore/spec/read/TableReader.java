package dev.eventstore.spec.read;

import dev.eventstore.spec.SourceSpec.Csv;
import dev.eventstore.spec.SourceSpec.Json;
import dev.eventstore.spec.TableSpec;
import dev.eventstore.spec.TableSpec.TableInFile;
import dev.eventstore.spec.TableSpec.TableInTopic;
import dev.eventstore.spec.TableSpec.TableInput;
import dev.eventstore.spec.yaml.Node.Mapping;
import dev.eventstore.spec.yaml.Node.Scalar;
import dev.eventstore.spec.yaml.Problems;
import dev.eventstore.table.TableException;
import dev.eventstore.table.TableFile;
import dev.eventstore.text.CsvDialect;
import dev.eventstore.value.Field;
import dev.eventstore.value.FieldType;
import dev.eventstore.value.TimestampFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code tables}, and the files of those in files: their columns take part in the checks. */
final class TableReader {
  private final Problems problems;
  private final Clusters clusters;
  private final Folders folders;

  TableReader(Problems problems, Clusters clusters, Folders folders) {
    this.problems = problems;
    this.clusters = clusters;
    this.folders = folders;
  }

  /** By name; without those that something is wrong with. */
  Map<String, TableSpec> read(Mapping root) {
    Map<String, TableSpec> tables = new LinkedHashMap<>();
    Mapping all = root.mapping("tables");
    for (String name : all.entries().keySet()) {
      table(name, all.mapping(name)).ifPresent(table -> tables.put(name, table));
    }
    return tables;
  }

  private Optional<TableSpec> table(String name, Mapping table) {
    String key = Values.text(table, "key", "");
    String validFrom = Values.text(table, "validFrom", null);
    List<Field> columns = columns(table, key, validFrom);
    TableInput input = table.has("kafka") ? topic(table) : file(table);
    if (problems.hasWithin(table.path())) {
      return Optional.empty();
    }
    TableSpec declared = new TableSpec(name, input, key, validFrom, columns);
    return input instanceof TableInTopic ? Optional.of(declared) : read(table, declared);
  }

  private TableInput file(Mapping table) {
    Mapping files = table.mapping("files");
    CsvDialect dialect =
        new FormatReader(problems, folders).read(table) instanceof Csv csv ? csv.dialect() : null;
    String shown = files.scalar("path").map(Scalar::written).orElse("");
    return new TableInFile(folders.read(files), shown, dialect);
  }

  private TableInput topic(Mapping table) {
    if (table.has("format") && !(new FormatReader(problems, folders).read(table) instanceof Json)) {
      problems.at(
          table.entries().get("format"),
          "the rows of a topic are JSON objects; remove the format, or take a file");
    }
    Mapping kafka = table.mapping("kafka");
    return new TableInTopic(Values.text(kafka, "topic", ""), clusters.at(kafka));
  }

  private Optional<TableSpec> read(Mapping table, TableSpec declared) {
    try {
      TableSpec spec = TableFile.withColumns(declared);
      TableFile.read(spec);
      return Optional.of(spec);
    } catch (TableException e) {
      problems.at(table.mapping("files").entries().get("path"), e.getMessage());
      return Optional.empty();
    }
  }

  /** What is declared, the key and the time among it. */
  private List<Field> columns(Mapping table, String key, String validFrom) {
    Map<String, Field> columns = new LinkedHashMap<>();
    columns.put(key, new Field(key, FieldType.STRING, true, TimestampFormat.ISO));
    if (validFrom != null) {
      columns.put(validFrom, new Field(validFrom, FieldType.TIMESTAMP, false, TimestampFormat.ISO));
    }
    FieldReader reader = new FieldReader(problems, Set.of(key));
    table
        .mapping("fields")
        .entries()
        .forEach((name, node) -> columns.put(name, reader.read(name, node)));
    if (columns.get(key).type() == FieldType.STRINGS) {
      problems.at(table.entries().get("key"), "a map of strings is no key; take another column");
    }
    if (validFrom != null && columns.get(validFrom).type() != FieldType.TIMESTAMP) {
      problems.at(
          table.entries().get("validFrom"),
          "'" + validFrom + "' is no timestamp; declare it as one");
    }
    return List.copyOf(columns.values());
  }
}
