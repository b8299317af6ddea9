package dev.eventstore.cli;

import dev.eventstore.cli.table.Table;
import dev.eventstore.spec.Problem;
import dev.eventstore.spec.StoreFileException;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.spec.read.StoreFiles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "validate",
    description = {
      "Checks store files, or folders of them, and tells every problem with its line.",
      "With --against it says what a store file changes for a store that goes on from a savepoint"
          + " or checkpoint; what cannot be is refused with the reason. Nothing is started."
    },
    footer = {
      "",
      "Examples:",
      "  event-store validate store.yaml",
      "  event-store validate stores/",
      "  event-store validate stores/ --output json",
      "  event-store validate changed.yaml --against .event-store/api-usage/savepoints/savepoint-1"
    })
final class ValidateCommand implements Callable<Integer> {
  @Mixin private Common common;
  @Mixin private OutputFormat output;
  @Spec private CommandSpec command;

  @Parameters(arity = "1..*", paramLabel = "PATH", description = "Store files or folders.")
  private List<Path> paths;

  @Option(
      names = "--against",
      paramLabel = "SNAPSHOT",
      description = "The savepoint or checkpoint that the store, of one file, is to go on from.")
  private String against;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = command.commandLine().getOut();
    List<StoreSpec> stores = read(out);
    if (against != null) {
      compare(stores, out);
      out.flush();
      return 0;
    }
    if (output.isJson()) {
      out.println(
          Json.text(new Found(stores.stream().map(ValidateCommand::summary).toList(), List.of())));
    } else {
      Table table = new Table("STORE", "SOURCES", "METERS", "TARGETS");
      stores.forEach(
          store ->
              table.row(
                  store.name(),
                  store.sources().size(),
                  store.meters().size(),
                  store.targets().size()));
      out.print(table);
    }
    out.flush();
    return 0;
  }

  /** Problems are said in JSON too. */
  private List<StoreSpec> read(PrintWriter out) throws StoreFileException {
    try {
      return StoreFiles.readAll(paths);
    } catch (StoreFileException e) {
      if (output.isJson()) {
        out.println(Json.text(new Found(List.of(), e.problems())));
        out.flush();
      }
      throw e;
    }
  }

  private void compare(List<StoreSpec> stores, PrintWriter out) {
    if (stores.size() != 1) {
      throw new ParameterException(
          command.commandLine(), "--against is of one store; name one store file.");
    }
    Restart restart = check(stores.get(0), out);
    PrintWriter err = command.commandLine().getErr();
    err.println(restart.at());
    err.flush();
    out.print(output.isJson() ? restart.json() : restart.text());
  }

  /** What is refused is said in JSON too. */
  private Restart check(StoreSpec store, PrintWriter out) {
    try {
      return Restart.check(store, against);
    } catch (IllegalStateException e) {
      if (output.isJson()) {
        out.println(Json.text(new Refused(store.name(), against, false, e.getMessage())));
        out.flush();
      }
      throw e;
    }
  }

  /** One of the two lists is empty. */
  private record Found(List<Summary> stores, List<Problem> problems) {}

  private record Refused(String store, String snapshot, boolean fits, String reason) {}

  private record Summary(String store, int sources, int meters, int targets) {}

  private static Summary summary(StoreSpec store) {
    return new Summary(
        store.name(), store.sources().size(), store.meters().size(), store.targets().size());
  }
}
