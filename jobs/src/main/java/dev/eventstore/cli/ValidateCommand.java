package dev.eventstore.cli;

import dev.eventstore.spec.StoreFiles;
import dev.eventstore.spec.StoreSpec;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "validate",
    description = "Checks store files, or folders of them, and tells every problem with its line.",
    footer = {
      "",
      "Examples:",
      "  event-store validate store.yaml",
      "  event-store validate stores/"
    })
final class ValidateCommand implements Callable<Integer> {
  @Mixin private Common common;
  @Mixin private OutputFormat output;
  @Spec private CommandSpec command;

  @Parameters(arity = "1..*", paramLabel = "PATH", description = "Store files or folders.")
  private List<Path> paths;

  @Override
  public Integer call() throws Exception {
    List<StoreSpec> stores = StoreFiles.readAll(paths);
    PrintWriter out = command.commandLine().getOut();
    if (output.isJson()) {
      out.println(Json.text(stores.stream().map(ValidateCommand::summary).toList()));
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

  private record Summary(String store, int sources, int meters, int targets) {}

  private static Summary summary(StoreSpec store) {
    return new Summary(
        store.name(), store.sources().size(), store.meters().size(), store.targets().size());
  }
}
