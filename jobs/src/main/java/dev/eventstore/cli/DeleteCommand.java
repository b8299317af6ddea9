package dev.eventstore.cli;

import dev.eventstore.cli.table.Table;
import dev.eventstore.control.Command;
import dev.eventstore.control.CommandRules;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.usage.CommandReport;
import dev.eventstore.usage.CommandReport.Counts;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@CommandLine.Command(
    name = "delete",
    description = {
      "Deletes events, by identity, by key or by an expression, and revises what they changed.",
      "Where an identity or key has several fields, it is written as a JSON list of their values."
    },
    footer = {
      "",
      "Examples:",
      "  event-store delete store.yaml --ids ids.txt --reason \"sent twice, ticket 4711\"",
      "  jq -r .id doubtful.jsonl | event-store delete store.yaml --ids - --reason \"no usage\"",
      "  event-store delete store.yaml --key a-1 --reason \"erasure request\"",
      "  event-store delete store.yaml --where 'path == \"/health\"' --dry-run --reason \"no usage\""
    })
final class DeleteCommand implements Callable<Integer> {
  /** Characters of identities in one command; brokers take records of a megabyte. */
  private static final int MOST = 300_000;

  @Mixin private Common common;
  @Mixin private StoreArgument store;
  @Mixin private Signature signature;
  @Mixin private Answer answer;
  @Mixin private OutputFormat output;
  @Spec private CommandSpec command;

  @ArgGroup(multiplicity = "1")
  private Which which;

  @Option(names = "--dry-run", description = "Only count what would be deleted.")
  private boolean dryRun;

  private static final class Which {
    @Option(
        names = "--ids",
        paramLabel = "FILE|-",
        description = "A file with one identity in each line; - is standard input.")
    private String ids;

    @Option(names = "--key", description = "All events of a key.")
    private String key;

    @Option(
        names = "--where",
        paramLabel = "EXPRESSION",
        description = "All events for which it is true; CEL over the event's fields.")
    private String where;
  }

  @Override
  public Integer call() throws Exception {
    StoreSpec spec = store.read();
    String reason = signature.reason(command);
    List<Command> commands = commands(spec, reason);
    CommandRules rules = new CommandRules(spec);
    try {
      commands.forEach(rules::check);
    } catch (IllegalArgumentException e) {
      throw new CommandException(e.getMessage());
    }
    print(answer.to(spec, store.folder(spec), commands, command));
    return 0;
  }

  private List<Command> commands(StoreSpec spec, String reason) {
    if (which.ids != null) {
      return byIds(new WrittenIds(spec.event(), spec.event().id()).read(which.ids), reason);
    }
    Object key = null;
    if (which.key != null) {
      try {
        key = new WrittenIds(spec.event(), spec.event().key()).parse(which.key);
      } catch (IllegalArgumentException e) {
        throw new CommandException("--key: " + e.getMessage());
      }
    }
    return List.of(command(null, null, key, which.where, reason));
  }

  /** As many commands as it takes; what repeats is counted with the first. */
  private List<Command> byIds(WrittenIds.Ids ids, String reason) {
    List<Command> commands = new ArrayList<>();
    List<Object> batch = new ArrayList<>();
    long repeated = ids.input() - ids.unique().size();
    int size = 0;
    for (Object id : ids.unique()) {
      int length = id.toString().length() + 4;
      if (size + length > MOST && !batch.isEmpty()) {
        commands.add(command(batch, batch.size() + repeated, null, null, reason));
        repeated = 0;
        batch = new ArrayList<>();
        size = 0;
      }
      batch.add(id);
      size += length;
    }
    commands.add(command(batch, batch.size() + repeated, null, null, reason));
    return commands;
  }

  private Command command(List<Object> ids, Long input, Object key, String where, String reason) {
    return new Command(
        UUID.randomUUID().toString(),
        Command.DELETE,
        null,
        null,
        ids,
        input,
        key,
        where,
        dryRun ? true : null,
        signature.actor(),
        reason,
        Signature.time());
  }

  private void print(List<CommandReport> answers) {
    Map<String, Object> counts = new LinkedHashMap<>();
    if (which.ids != null) {
      counts.put("input", sum(answers, Counts::input));
      counts.put("unique", sum(answers, Counts::unique));
    }
    counts.put("modified", sum(answers, Counts::modified));
    PrintWriter out = command.commandLine().getOut();
    if (output.isJson()) {
      counts.put("dryRun", dryRun);
      out.println(Json.text(counts));
    } else {
      Table table =
          new Table(counts.keySet().stream().map(String::toUpperCase).toArray(String[]::new));
      out.print(table.row(counts.values().toArray()));
    }
    out.flush();
  }

  private static long sum(List<CommandReport> answers, Function<Counts, Long> count) {
    return answers.stream().map(CommandReport::counts).mapToLong(count::apply).sum();
  }
}
