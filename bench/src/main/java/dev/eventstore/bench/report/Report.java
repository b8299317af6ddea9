package dev.eventstore.bench.report;

import dev.eventstore.cli.table.Table;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** All results in words and tables: what docs/performance.md shows. */
public final class Report {
  private static final String TEXT = "performance.md";
  private static final String MISSING = "Not measured yet.\n";

  private final Results results;

  public Report(Results results) {
    this.results = results;
  }

  /** What must be reached, for a terminal. */
  public String verdicts() {
    Table table = new Table("must reach", "measured", "bound", "reached");
    for (Verdict verdict : Verdicts.of(results)) {
      table.row(
          verdict.what(), verdict.shown(), verdict.asked(), verdict.answer().replace("*", ""));
    }
    return table.toString();
  }

  /** The Markdown. */
  @Override
  public String toString() {
    return template()
        .replace("{{verdicts}}\n", verdictTable())
        .replace("{{sizing}}\n", sizing())
        .replace(
            "{{store}}\n", of("store", it -> it.ingest() + "\n" + it.close() + "\n" + it.late()))
        .replace("{{threads}}\n", of("store", Tables::threads))
        .replace(
            "{{queries}}\n", results.queries() == null ? MISSING : results.queries().toString())
        .replace("{{skew}}\n", of("skew", it -> it.ingest() + "\n" + it.close()))
        .replace("{{recovery}}\n", of("recovery", Tables::recovery))
        .replace("{{scaling}}\n", of("scaling", it -> it.ingest() + "\n" + it.close()))
        .replace("{{flat}}\n", of("flat", it -> it.ingest() + "\n" + it.close()))
        .replace("{{peers}}\n", peers());
  }

  private String verdictTable() {
    Markdown table = new Markdown("must reach", "measured", "bound", "reached");
    for (Verdict verdict : Verdicts.of(results)) {
      table.row(verdict.what(), verdict.shown(), verdict.asked(), verdict.answer());
    }
    return table.toString();
  }

  private String sizing() {
    ScenarioResult store = results.of("store");
    return store == null ? MISSING : new Sizing(store).toString();
  }

  private String peers() {
    ScenarioResult peers = results.of("peers");
    return peers == null ? MISSING : new PeersTable(peers) + "\n" + new Tables(peers).origin();
  }

  private String of(String scenario, Function<Tables, String> tables) {
    ScenarioResult result = results.of(scenario);
    if (result == null) {
      return MISSING;
    }
    Tables of = new Tables(result);
    return tables.apply(of) + "\n" + of.origin();
  }

  private static String template() {
    try (InputStream text = Report.class.getResourceAsStream(TEXT)) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
