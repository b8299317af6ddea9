package dev.eventstore.cli;

import dev.eventstore.connect.files.targets.ParquetWriters;
import dev.eventstore.query.ParquetResult;
import dev.eventstore.query.Query;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.apache.flink.types.Row;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Where the rows of a query go, and as what. */
final class QueryResult {
  private enum Kind {
    TABLE,
    CSV,
    JSON,
    JSONL,
    PARQUET
  }

  private static final long ROW_GROUP_BYTES = 64L << 20;

  @Option(
      names = "--output",
      defaultValue = "table",
      description =
          "How rows are written: ${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}); json and"
              + " jsonl are an object a line, parquet a file that --to names.")
  private Kind kind;

  @Option(
      names = "--to",
      paramLabel = "FILE",
      description = "The file that takes the rows, once it is whole (default: standard output).")
  private Path file;

  void requireValid(CommandSpec command) {
    if (kind == Kind.PARQUET && file == null) {
      throw new ParameterException(
          command.commandLine(), "Parquet goes to a file; name it with --to.");
    }
  }

  /**
   * Runs the query and writes its rows as they come.
   *
   * @param about what a Parquet file tells of the snapshot
   * @param out standard output
   */
  void write(Query query, Map<String, String> about, PrintWriter out) throws Exception {
    if (file == null) {
      print(query, out);
      return;
    }
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      if (kind == Kind.PARQUET) {
        parquet(query, about, part);
      } else {
        try (PrintWriter text =
            new PrintWriter(Files.newBufferedWriter(part, StandardCharsets.UTF_8))) {
          print(query, text);
          requireWritten(text);
        }
      }
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException | UncheckedIOException e) {
      throw new CommandException(
          "the file "
              + file
              + " cannot be written ("
              + e.getMessage()
              + "); name another with --to");
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private void print(Query query, PrintWriter out) {
    QueryRows rows =
        switch (kind) {
          case CSV -> QueryRows.csv(query.columns(), out);
          case JSON, JSONL -> QueryRows.json(query.columns(), out);
          default -> QueryRows.table(query.columns(), out);
        };
    query.run(rows::row);
    rows.end();
    out.flush();
  }

  private void requireWritten(PrintWriter text) throws IOException {
    if (text.checkError()) {
      throw new IOException("is the disk full?");
    }
  }

  private static void parquet(Query query, Map<String, String> about, Path part)
      throws IOException {
    ParquetResult rows = new ParquetResult(query, about);
    Files.deleteIfExists(part);
    try (ParquetWriter<Row> writer =
        ParquetWriters.open(new LocalOutputFile(part), rows, ROW_GROUP_BYTES)) {
      query.run(
          row -> {
            try {
              writer.write(row);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }
}
