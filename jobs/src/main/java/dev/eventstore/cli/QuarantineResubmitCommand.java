package dev.eventstore.cli;

import dev.eventstore.connect.channel.ChannelWriter;
import dev.eventstore.connect.kafka.TopicWriter;
import dev.eventstore.event.QuarantineRecord;
import dev.eventstore.event.Refusal;
import dev.eventstore.event.RefusalCode;
import dev.eventstore.spec.SourceSpec;
import dev.eventstore.spec.SourceSpec.KafkaInput;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.text.Count;
import dev.eventstore.usage.CommandReport;
import dev.eventstore.usage.CommandReport.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "resubmit",
    description = {
      "Sends refused records to their source's topic again, with a header that names the refused one.",
      "Records that had been sent again before are left out; an event that is in the store counts as a"
          + " duplicate."
    },
    footer = {
      "",
      "To mend records: list them as JSON, edit 'original' in each line, and resubmit the file.",
      "With late: quarantine, a record that is resubmitted is not refused as late.",
      "",
      "Examples:",
      "  event-store quarantine store.yaml resubmit --code late --reason \"agreed with eu\"",
      "  event-store quarantine store.yaml resubmit --from refused.jsonl --reason \"mended\"",
      "  event-store quarantine store.yaml resubmit --dry-run --source eu --reason test"
    })
final class QuarantineResubmitCommand implements Callable<Integer> {
  @Mixin private Common common;
  @Mixin private QuarantineFilter filter;
  @Mixin private Signature signature;
  @ParentCommand private QuarantineCommand parent;
  @Spec private CommandSpec command;

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description = "Records as 'list --output json' gives them, perhaps edited.")
  private Path from;

  @Option(names = "--again", description = "Also what was sent again before.")
  private boolean again;

  @Option(names = "--dry-run", description = "Only count.")
  private boolean dryRun;

  private final Map<String, List<QuarantineRecord>> bySource = new LinkedHashMap<>();
  private long before;
  private long cut;
  private long stored;

  @Override
  public Integer call() throws Exception {
    StoreSpec spec = parent.store().read();
    Path folder = parent.store().folder(spec);
    String reason = signature.reason(command);
    choose(spec, folder);
    for (String source : bySource.keySet()) {
      topic(StoreArgument.source(spec, source));
    }
    long sent = 0;
    for (Map.Entry<String, List<QuarantineRecord>> records : bySource.entrySet()) {
      SourceSpec source = StoreArgument.source(spec, records.getKey());
      sent +=
          dryRun
              ? records.getValue().size()
              : send(spec, folder, source, records.getValue(), reason);
    }
    PrintWriter err = command.commandLine().getErr();
    err.println(
        (dryRun ? "would send " : "sent ")
            + Count.of(sent, "record")
            + " again"
            + (before > 0 ? "; left out " + before + " that had been sent again before" : "")
            + (cut > 0 ? "; left out " + cut + " of which quarantine has only the beginning" : "")
            + (stored > 0
                ? "; left out " + stored + " of events that the store has: reprocess their periods"
                : ""));
    err.flush();
    return 0;
  }

  private void choose(StoreSpec spec, Path folder) throws IOException {
    Set<String> known = Quarantine.resubmitted(spec, folder);
    BiConsumer<QuarantineRecord, byte[]> each =
        (record, json) -> {
          Refusal refusal = record.refusal();
          if (!filter.matches(refusal)) {
            return;
          }
          if (refusal.position() == null) {
            stored++;
          } else if (!again && known.contains(QuarantineFilter.place(refusal))) {
            before++;
          } else if (record.isCut()) {
            cut++;
          } else {
            bySource.computeIfAbsent(refusal.source(), none -> new ArrayList<>()).add(record);
          }
        };
    if (from == null) {
      Quarantine.read(spec, folder, each);
    } else {
      readFile(each);
    }
    filter.requireSources(spec);
  }

  private void readFile(BiConsumer<QuarantineRecord, byte[]> each) {
    long number = 0;
    try (BufferedReader lines = Files.newBufferedReader(from)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          byte[] json = line.getBytes(StandardCharsets.UTF_8);
          each.accept(Quarantine.parse(json), json);
        }
      }
    } catch (CommandException e) {
      throw new CommandException(from + ":" + number + ": " + e.getMessage());
    } catch (IOException e) {
      throw new CommandException(from + " cannot be read; check its name and rights");
    }
  }

  private static KafkaInput topic(SourceSpec source) {
    return StoreArgument.topic(
        source, "; put the mended records into a new file of its folder, or run it again");
  }

  private long send(
      StoreSpec spec,
      Path folder,
      SourceSpec source,
      List<QuarantineRecord> records,
      String reason) {
    KafkaInput kafka = topic(source);
    RecordKeys keys = new RecordKeys(spec, source);
    try (TopicWriter writer = new TopicWriter(kafka.topic(), kafka.properties())) {
      for (QuarantineRecord record : records) {
        Refusal refusal = record.refusal();
        byte[] original = refusal.original();
        writer.resubmit(
            keys.keyOf(keys.decode(original)),
            original,
            timestamp(spec, refusal),
            QuarantineFilter.place(refusal));
      }
      writer.flush();
    }
    Map<String, byte[]> notes = new LinkedHashMap<>();
    for (QuarantineRecord record : records) {
      CommandReport note = note(spec, record.refusal(), reason);
      notes.put(note.about(), note.toJson());
    }
    ChannelWriter.write(spec.status(), folder.toString(), UUID.randomUUID().toString(), notes);
    return records.size();
  }

  /** Where the record's timestamp is the event's time it stays, unless it was what was wrong. */
  private static Long timestamp(StoreSpec spec, Refusal refusal) {
    boolean isTime =
        spec.event().timeField().isEmpty()
            && refusal.time() != null
            && refusal.code() != RefusalCode.TOO_FAR_AHEAD;
    return isTime ? Long.valueOf(refusal.time().toEpochMilli()) : null;
  }

  private CommandReport note(StoreSpec spec, Refusal refusal, String reason) {
    return new CommandReport(
        spec.name(),
        Quarantine.RESUBMIT,
        QuarantineFilter.place(refusal),
        refusal.period(),
        refusal.source(),
        null,
        null,
        signature.actor(),
        reason,
        Signature.time(),
        Outcome.APPLIED,
        null,
        null,
        null);
  }
}
