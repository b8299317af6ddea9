package dev.eventstore.cli;

import dev.eventstore.control.Command;
import dev.eventstore.spec.StoreSpec;
import java.io.PrintWriter;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@CommandLine.Command(
    name = "reprocess",
    description = {
      "Publishes a period again under the present meters: groups whose values differ get a"
          + " revision with reason reprocessed.",
      "It is done when the store has computed the period anew; revisions follow at once.",
      "With --dry-run it touches nothing: it computes from a savepoint or checkpoint what a store"
          + " file that may be another would publish, and shows the difference."
    },
    footer = {
      "",
      "Examples:",
      "  event-store reprocess store.yaml --period 2026-10 --reason \"meter api-gb was wrong\"",
      "  event-store reprocess store.yaml --dry-run --store-file changed.yaml --period 2026-10",
      "  event-store reprocess store.yaml --dry-run --from s3://backup/savepoint-1 --between 2026-08"
          + " 2026-10 --to differences.jsonl"
    })
final class ReprocessCommand implements Callable<Integer> {
  @Mixin private Common common;
  @Mixin private StoreArgument store;
  @Mixin private Answer answer;
  @Mixin private DryRunOptions dryRun;
  @Mixin private OutputFormat output;
  @Spec private CommandSpec command;

  @Option(
      names = "--period",
      description = "The period's id, such as 2026-10. Needed without --dry-run.")
  private String period;

  @Option(
      names = "--reason",
      description = "Why; it goes with the command. Needed without --dry-run.")
  private String reason;

  @Option(
      names = "--actor",
      description = "Who (default: the user, ${DEFAULT-VALUE}).",
      defaultValue = "${sys:user.name}")
  private String actor;

  @Override
  public Integer call() throws Exception {
    StoreSpec spec = store.read();
    String id = period == null ? null : StoreArgument.period(spec, period, command);
    if (dryRun.isOn(command)) {
      dryRun.run(spec, store.folder(spec), id, output, command);
      return 0;
    }
    require(id, "--period");
    require(reason, "--reason");
    Command reprocess =
        Command.ofPeriod(
            UUID.randomUUID().toString(),
            Command.REPROCESS,
            id,
            null,
            actor,
            reason,
            Signature.time());
    answer.to(spec, store.folder(spec), List.of(reprocess), command);
    PrintWriter err = command.commandLine().getErr();
    err.println("reprocessed " + reprocess.period());
    err.flush();
    return 0;
  }

  private void require(String value, String option) {
    if (value == null || value.isBlank()) {
      throw new ParameterException(
          command.commandLine(), option + " is missing; without --dry-run it is needed.");
    }
  }
}
