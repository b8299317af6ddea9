package dev.eventstore.store.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.control.Command;
import dev.eventstore.meter.OutdatedMeters;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.spec.read.StoreFiles;
import dev.eventstore.store.GivenCommands;
import dev.eventstore.store.gate.GateInput.Counted;
import dev.eventstore.store.gate.GateInput.Outdated;
import dev.eventstore.store.gate.GateInput.Worked;
import dev.eventstore.store.totals.TotalsSignal;
import dev.eventstore.usage.CommandReport;
import dev.eventstore.usage.Counter;
import dev.eventstore.usage.PeriodReport;
import dev.eventstore.usage.Tally;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator by itself: what becomes of commands as periods expire. */
@SuppressWarnings("try") // The harness may be interrupted while it closes.
class PeriodGateOperatorTest {
  private static final String LEFT =
      "refused: 2026-08 is past its retention and its events have left; go on from a savepoint that"
          + " has them, under a longer retention";

  @TempDir private Path folder;
  private final List<byte[]> sent = new ArrayList<>();
  private StoreSpec spec;
  private OneInputStreamOperatorTestHarness<GateInput, TotalsSignal> gate;
  private long now;

  @BeforeEach
  void start() throws Exception {
    spec =
        StoreFiles.read(
            Files.writeString(
                folder.resolve("store.yaml"),
                """
                apiVersion: eventstore/v1
                store: gated
                event:
                  id: id
                  time: at
                  key: account
                  fields: {id: string, at: timestamp, account: string}
                retention: P1M
                sources:
                  - {name: eu, files: {path: in}}
                meters:
                  - {name: evidence, operators: [], targets: [rows]}
                targets:
                  rows: {files: {path: out}}
                """));
    open(null);
    for (String month : List.of("2026-08", "2026-09")) {
      Tally tally = new Tally();
      tally.add(Counter.RECEIVED, 1);
      tally.add(Counter.STORED, 1);
      long start = Instant.parse(month + "-01T00:00:00Z").getEpochSecond();
      tell(new Counted("eu", start, tally, false));
    }
  }

  private void open(OperatorSubtaskState from) throws Exception {
    gate =
        new OneInputStreamOperatorTestHarness<>(
            new PeriodGateOperator(spec, () -> GivenCommands.of(sent)));
    gate.setup(TotalsSignal.TYPE.createSerializer(gate.getExecutionConfig().getSerializerConfig()));
    if (from != null) {
      gate.initializeState(from);
    }
    gate.open();
    tell(new Outdated(OutdatedMeters.NONE));
  }

  @AfterEach
  void close() throws Exception {
    gate.close();
  }

  @Test
  void refusesToReprocessWhatHasLeftThoughAHeldPeriodKeepsItsBooks() throws Exception {
    send("hold", Command.HOLD, "2026-09");
    completeUpTo("2026-09-01");
    send("in time", Command.REPROCESS, "2026-08");
    tell(new Worked("in time", 0, 1, 0, true, 0));
    completeUpTo("2026-11-01");
    send("too late", Command.REPROCESS, "2026-08");
    send("held", Command.REPROCESS, "2026-09");

    assertThat(answer("in time")).isEqualTo("applied");
    assertThat(answer("too late")).isEqualTo(LEFT);
    assertThat(answer("held")).isEqualTo(LEFT.replace("-08", "-09"));
  }

  @Test
  void saysWhatCameToNothingSinceThePeriodExpired() throws Exception {
    completeUpTo("2026-09-01");
    send("cut short", Command.REPROCESS, "2026-08");
    tell(new Worked("cut short", 0, 2, 0, true, 0));
    assertThat(answer("cut short")).isNull();
    completeUpTo("2026-10-01");

    assertThat(answer("cut short")).isEqualTo(LEFT);
  }

  @Test
  void whatWasDoneInTimeIsDoneThoughItIsReadAfterwards() throws Exception {
    completeUpTo("2026-09-01");
    tell(new Worked("c", 0, 1, 0, true, 0));
    completeUpTo("2026-10-01");
    send("c", Command.REPROCESS, "2026-08");

    assertThat(answer("c")).isEqualTo("applied");
  }

  /** All sources have completed it, before any period that the store has had. */
  @Test
  void refusesToHoldOrApproveWhatHasPassedWithoutAnything() throws Exception {
    completeUpTo("2026-09-01");
    send("running", Command.HOLD, "2026-07");
    OperatorSubtaskState stopped = gate.snapshot(1, now);
    gate.close();
    sent.add(command("hold", Command.HOLD, "2026-07"));
    sent.add(command("approve", Command.APPROVE, "2026-07"));
    sent.add(command("published", Command.HOLD, "2026-08"));
    sent.add(command("next", Command.HOLD, "2026-09"));
    open(stopped);

    assertThat(answer("hold")).isEqualTo("refused: nothing has been reported of 2026-07");
    assertThat(answer("approve")).isEqualTo("refused: nothing has been reported of 2026-07");
    assertThat(answer("published")).isEqualTo("refused: 2026-08 is published already");
    assertThat(answer("next")).isEqualTo("applied");
    assertThat(periods(gate)).noneMatch(period -> period.startsWith("2026-07"));
    completeUpTo("2026-10-01");
    assertThat(periods(gate)).contains("2026-09 held");
  }

  private static List<String> periods(
      OneInputStreamOperatorTestHarness<GateInput, TotalsSignal> gate) {
    Queue<? extends StreamRecord<?>> said = gate.getSideOutput(SideOutputs.STATUS);
    return said.stream()
        .map(StreamRecord::getValue)
        .filter(PeriodReport.class::isInstance)
        .map(PeriodReport.class::cast)
        .map(report -> report.period() + " " + report.state().word())
        .toList();
  }

  private void tell(GateInput input) throws Exception {
    gate.processElement(new StreamRecord<>(input));
  }

  private void completeUpTo(String day) throws Exception {
    gate.processWatermark(new Watermark(Instant.parse(day + "T00:00:00Z").toEpochMilli() - 1));
  }

  private void send(String id, String command, String period) throws Exception {
    sent.add(command(id, command, period));
    now += 2_000;
    gate.setProcessingTime(now);
  }

  private static byte[] command(String id, String command, String period) {
    return Command.ofPeriod(id, command, period, null, "ann", "as asked", null).toJson();
  }

  /** What became of a command; null where nothing is said of it yet. */
  private String answer(String id) {
    Queue<? extends StreamRecord<?>> said = gate.getSideOutput(SideOutputs.STATUS);
    return said.stream()
        .map(StreamRecord::getValue)
        .filter(CommandReport.class::isInstance)
        .map(CommandReport.class::cast)
        .filter(report -> report.id().equals(id))
        .map(
            report ->
                report.outcome().word() + (report.detail() == null ? "" : ": " + report.detail()))
        .reduce((first, second) -> first + ", " + second)
        .orElse(null);
  }
}
