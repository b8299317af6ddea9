package dev.eventstore.cli;

import dev.eventstore.connect.kafka.TopicWriter;
import dev.eventstore.decode.Markers;
import dev.eventstore.event.Decoded.Completion;
import dev.eventstore.spec.SourceSpec;
import dev.eventstore.spec.SourceSpec.KafkaInput;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.text.Count;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "complete",
    description = "Declares a period complete in a source: writes a marker to every partition.",
    footer = {
      "",
      "Examples:",
      "  event-store complete store.yaml --source eu --period 2026-10",
      "  event-store complete store.yaml --source eu --period 2026-10 --count 120"
          + " --total bytes=12.5"
    })
final class CompleteCommand implements Callable<Integer> {
  @Mixin private Common common;
  @Mixin private StoreArgument store;
  @Spec private CommandSpec command;

  @Option(names = "--source", required = true, description = "The source that is complete.")
  private String sourceName;

  @Option(names = "--period", required = true, description = "The period's id, such as 2026-10.")
  private String period;

  @Option(names = "--count", paramLabel = "N", description = "Distinct events the source declares.")
  private Long count;

  @Option(
      names = "--total",
      paramLabel = "<field>=<sum>",
      description = "The sum of a field the source declares; given as often as needed.")
  private Map<String, BigDecimal> totals = new LinkedHashMap<>();

  @Override
  public Integer call() throws Exception {
    StoreSpec spec = store.read();
    SourceSpec source = StoreArgument.source(spec, sourceName);
    KafkaInput kafka =
        StoreArgument.topic(
            source,
            " and is complete at their end; write the marker as a line of a file to complete a"
                + " period before");
    byte[] marker = marker(spec);
    try (TopicWriter writer = new TopicWriter(kafka.topic(), kafka.properties())) {
      int partitions = writer.complete(marker);
      writer.flush();
      PrintWriter err = command.commandLine().getErr();
      err.println(
          "declared "
              + period
              + " complete in "
              + Count.of(partitions, "partition")
              + " of "
              + kafka.topic());
      err.flush();
    }
    return 0;
  }

  private byte[] marker(StoreSpec spec) {
    String id = StoreArgument.period(spec, period, command);
    if (count != null && count < 0) {
      throw new ParameterException(command.commandLine(), "--count is a number from 0.");
    }
    for (String field : totals.keySet()) {
      int index = spec.event().indexOf(field);
      if (index < 0 || !spec.event().field(index).type().isNumeric()) {
        String fault = index < 0 ? "the event has no field '%s'." : "field '%s' is no number.";
        throw new ParameterException(command.commandLine(), "--total: " + fault.formatted(field));
      }
    }
    return Markers.toJson(new Completion(id, count == null ? -1 : count, totals));
  }
}
