package dev.eventstore.store.totals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventstore.connect.OutputRecord;
import dev.eventstore.meter.MeterPass;
import dev.eventstore.meter.Meters;
import dev.eventstore.meter.ReleasedEvent;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.spec.read.StoreFiles;
import dev.eventstore.state.FigureKey;
import dev.eventstore.state.MeterOutput;
import dev.eventstore.state.Published;
import dev.eventstore.state.RoundEnd;
import dev.eventstore.store.totals.TotalsSignal.EndsHeld;
import dev.eventstore.store.totals.TotalsSignal.Known;
import dev.eventstore.usage.Reason;
import dev.eventstore.value.ValueWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The operator by itself, in a run that goes on from an older snapshot and learns what was
 * published since.
 */
@SuppressWarnings("try") // The harness may be interrupted while it closes.
class UsageTotalsOperatorTest {
  private static final Instant AUGUST = Instant.parse("2026-08-01T00:00:00Z");
  private static final Watermark AUGUST_ENDS = upTo("2026-09-01T00:00:00Z");
  private static final Watermark SEPTEMBER_ENDS = upTo("2026-10-01T00:00:00Z");
  private static final Duration REVISE_AFTER = Duration.ofMinutes(1);
  private static final String NEWER = "file:/savepoints/newer/";

  @TempDir private Path folder;
  private StoreSpec spec;
  private KeyedTwoInputStreamOperatorTestHarness<FigureKey, MeterOutput, TotalsSignal, OutputRecord>
      totals;
  private UsageTotalsOperator operator;
  private long now;

  @BeforeEach
  void readStoreFile() throws Exception {
    spec =
        StoreFiles.read(
            Files.writeString(
                folder.resolve("store.yaml"),
                """
                apiVersion: eventstore/v1
                store: rewound
                event:
                  id: id
                  time: at
                  key: account
                  fields: {id: string, at: timestamp, account: string, bytes: decimal}
                retention: P2M
                reviseAfter: PT1M
                sources:
                  - {name: eu, files: {path: in}}
                meters:
                  - name: volume
                    operators:
                      - aggregate: {by: [account], values: {quantity: sum(bytes)}}
                    targets: [usage]
                  - name: evidence
                    operators: []
                    targets: [usage]
                targets:
                  usage: {files: {path: out}}
                """));
  }

  @Test
  void whatWasPublishedDoesNotComeAgain() throws Exception {
    Known known = revised();

    open(publishedUpTo(AUGUST_ENDS), null);
    learn(known);
    say(100, Reason.RELEASE);
    totals.processBothWatermarks(AUGUST_ENDS);
    say(105, Reason.LATE);
    reviseAfter();
    assertThat(published()).isEmpty();

    say(107, Reason.LATE);
    reviseAfter();
    assertThat(published())
        .singleElement()
        .asString()
        .contains("\"revision\":2,\"delta\":{\"quantity\":\"2\"},\"reason\":\"late\"");
    close();
  }

  @Test
  void whatIsOtherNowIsTheNextRevision() throws Exception {
    Known known = revised();

    open(publishedUpTo(AUGUST_ENDS), null);
    learn(known);
    say(40, Reason.RELEASE);
    totals.processBothWatermarks(AUGUST_ENDS);
    assertThat(published()).as("what revised it may still come").isEmpty();
    reviseAfter();
    assertThat(published())
        .singleElement()
        .asString()
        .contains("\"revision\":2,\"delta\":{\"quantity\":\"-65\"},\"reason\":\"reprocessed\"");
    close();
  }

  @Test
  void whatIsNotSaidAgainIsGone() throws Exception {
    Known known = revised();

    open(publishedUpTo(AUGUST_ENDS), null);
    learn(known);
    totals.processBothWatermarks(AUGUST_ENDS);
    reviseAfter();
    assertThat(published())
        .singleElement()
        .asString()
        .contains("\"values\":{\"quantity\":null},\"revision\":2", "\"events\":0");

    totals.processBothWatermarks(upTo("2026-12-01T00:00:00Z"));
    assertThat(totals.numKeyedStateEntries()).isZero();
    assertThat(totals.numEventTimeTimers()).isZero();
    close();
  }

  @Test
  void nothingIsRevisedBeforeItHasCaughtUp() throws Exception {
    Known known = revised();

    open(publishedUpTo(SEPTEMBER_ENDS), null);
    learn(known);
    say(100, Reason.RELEASE);
    totals.processBothWatermarks(AUGUST_ENDS);
    reviseAfter();
    say(103, Reason.LATE);
    reviseAfter();
    assertThat(published()).isEmpty();
    totals.processBothWatermarks(SEPTEMBER_ENDS);
    reviseAfter();
    assertThat(published())
        .singleElement()
        .asString()
        .contains("\"revision\":2,\"delta\":{\"quantity\":\"-2\"}");
    close();
  }

  /** The older snapshot had published the period, and a correction was waiting in it. */
  @Test
  void nothingIsPublishedBeforeAllIsLearnt() throws Exception {
    Known known = revised();
    open(null, null);
    say(100, Reason.RELEASE);
    totals.processBothWatermarks(AUGUST_ENDS);
    say(105, Reason.LATE);
    OperatorSubtaskState older = totals.snapshot(1, now);
    close();

    open(publishedUpTo(AUGUST_ENDS), older);
    reviseAfter();
    reviseAfter();
    assertThat(published()).isEmpty();
    OperatorSubtaskState halfWay = totals.snapshot(1, now);
    close();

    assertThatThrownBy(() -> open(null, halfWay))
        .rootCause()
        .hasMessage(
            "the store was stopped before it had learnt all that was published in %s; start it with"
                + " --published-in %s",
            NEWER, NEWER);
    open(publishedUpTo(AUGUST_ENDS), halfWay);
    learn(known);
    reviseAfter();
    assertThat(published()).isEmpty();
    OperatorSubtaskState learnt = totals.snapshot(2, now);
    close();

    open(null, learnt);
    say(106, Reason.LATE);
    reviseAfter();
    assertThat(published())
        .singleElement()
        .asString()
        .contains("\"revision\":2,\"delta\":{\"quantity\":\"1\"}");
    close();
  }

  /** The gate has ended then, and is not there to say again what is held. */
  @Test
  void whatEndedHeldStaysHeldAfterAFailureBehindTheGate() throws Exception {
    open(null, null);
    say(100, Reason.RELEASE);
    totals.processElement2(new StreamRecord<>(new EndsHeld(AUGUST.getEpochSecond())));
    OperatorSubtaskState held = totals.snapshot(1, now);
    close();

    open(null, held);
    totals.processBothWatermarks(Watermark.MAX_WATERMARK);
    assertThat(published()).isEmpty();
    close();

    open(null, held);
    totals.processWatermark2(TotalsSignal.FIRST);
    totals.processBothWatermarks(AUGUST_ENDS);
    assertThat(published()).as("where the gate goes on").hasSize(1);
    close();
  }

  /** Both were said before, and one of them again; the period expires before they are looked at. */
  @Test
  void whatWasReprocessedIsPublishedBeforeItExpires() throws Exception {
    open(null, null);
    say(100, Reason.RELEASE);
    totals.processElement1(new StreamRecord<>(of("gone", said(7, Reason.RELEASE), 0)));
    totals.processBothWatermarks(AUGUST_ENDS);
    totals.processElement1(new StreamRecord<>(of("acme", said(40, Reason.REPROCESSED), 1)));
    for (MeterOutput end : RoundEnd.toAll(AUGUST.getEpochSecond(), 1, 0, 1, 1)) {
      totals.processElement1(new StreamRecord<>(end));
    }
    totals.processBothWatermarks(upTo("2026-12-01T00:00:00Z"));
    reviseAfter();
    reviseAfter();

    assertThat(published().subList(2, published().size()))
        .hasSize(2)
        .anyMatch(record -> record.contains("\"revision\":1,\"delta\":{\"quantity\":\"-60\"}"))
        .anyMatch(record -> record.contains("\"revision\":1,\"delta\":{\"quantity\":\"-7\"}"));
    assertThat(totals.numKeyedStateEntries()).isZero();
    assertThat(totals.numEventTimeTimers()).isZero();
    close();
  }

  private static MeterOutput of(String account, MeterOutput said, int round) {
    FigureKey key =
        new FigureKey(
            said.key().meter(), said.key().period(), new ValueWriter().value(account).toBytes());
    return new MeterOutput(key, said.part(), said.content(), said.reason(), round);
  }

  @Test
  void rowsOfEventsDoNotComeAgain() throws Exception {
    Known known =
        new Known(
            new FigureKey("evidence", AUGUST.getEpochSecond(), new byte[] {1}),
            new byte[] {7},
            new Published(1, row(5)));
    open(publishedUpTo(AUGUST_ENDS), null);
    learn(known);
    sayRow(known, row(5));
    totals.processBothWatermarks(AUGUST_ENDS);
    reviseAfter();
    assertThat(published()).isEmpty();
    close();

    open(publishedUpTo(AUGUST_ENDS), null);
    learn(known);
    sayRow(known, row(6));
    totals.processBothWatermarks(AUGUST_ENDS);
    reviseAfter();
    assertThat(published())
        .singleElement()
        .asString()
        .contains("\"op\":\"update\",\"revision\":2", "\"bytes\":\"6\"");
    close();
  }

  /** What a run publishes that goes further: 100, and then 105. */
  private Known revised() throws Exception {
    open(null, null);
    say(100, Reason.RELEASE);
    totals.processBothWatermarks(AUGUST_ENDS);
    say(105, Reason.LATE);
    reviseAfter();
    assertThat(published()).hasSize(2).last().asString().contains("\"revision\":1");
    FigureKey key = said(105, Reason.LATE).key();
    KeyedStateBackend<FigureKey> backend = operator.getKeyedStateBackend();
    backend.setCurrentKey(key);
    Published figure =
        backend
            .getPartitionedState(
                VoidNamespace.INSTANCE,
                VoidNamespaceSerializer.INSTANCE,
                TotalsStates.figureState())
            .value();
    close();
    return new Known(key, new byte[0], figure);
  }

  private void open(PublishedIn publishedIn, OperatorSubtaskState from) throws Exception {
    operator = new UsageTotalsOperator(spec, publishedIn);
    totals =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            operator, MeterOutput::key, UsageTotalsOperatorTest::key, FigureKey.TYPE);
    totals.setup(
        OutputRecord.TYPE.createSerializer(totals.getExecutionConfig().getSerializerConfig()));
    totals.setProcessingTime(now);
    if (from != null) {
      totals.initializeState(from);
    }
    totals.open();
  }

  /** The gate's signals are about no group. */
  private static FigureKey key(TotalsSignal signal) {
    return signal instanceof Known known ? known.key() : new FigureKey("", 0, new byte[0]);
  }

  private void close() throws Exception {
    totals.close();
  }

  private static PublishedIn publishedUpTo(Watermark mark) {
    return new PublishedIn(NEWER, mark.getTimestamp());
  }

  private void learn(Known known) throws Exception {
    totals.processElement2(new StreamRecord<>(known));
    totals.processWatermark2(TotalsSignal.FIRST);
  }

  private void say(int bytes, Reason reason) throws Exception {
    totals.processElement1(new StreamRecord<>(said(bytes, reason)));
  }

  private void sayRow(Known known, byte[] row) throws Exception {
    totals.processElement1(
        new StreamRecord<>(
            new MeterOutput(known.key(), known.part(), row, Reason.RELEASE.ordinal(), 0)));
  }

  /** What a chunk with one event says of its account. */
  private MeterOutput said(int bytes, Reason reason) {
    MeterPass pass = new MeterPass(Meters.compile(spec.event(), spec.meters()));
    pass.add(event(bytes));
    List<MeterOutput> said = new ArrayList<>();
    pass.finish(
        (meter, group, contribution) ->
            said.add(
                new MeterOutput(
                    new FigureKey(meter.name(), AUGUST.getEpochSecond(), group),
                    new byte[] {1},
                    contribution.toBytes(),
                    reason.ordinal(),
                    0)));
    return said.get(0);
  }

  private byte[] row(int bytes) {
    return Meters.compile(spec.event(), spec.meters())
        .byName("evidence")
        .emit(event(bytes))
        .orElseThrow();
  }

  private static ReleasedEvent event(int bytes) {
    Object[] values = {"e", AUGUST, "acme", BigDecimal.valueOf(bytes)};
    return new ReleasedEvent(values, AUGUST, null, new ValueWriter().string("e").toBytes(), "eu");
  }

  private void reviseAfter() throws Exception {
    now += REVISE_AFTER.toMillis();
    totals.setProcessingTime(now);
  }

  private List<String> published() {
    return totals.extractOutputValues().stream()
        .map(record -> new String(record.json(), StandardCharsets.UTF_8))
        .toList();
  }

  private static Watermark upTo(String moment) {
    return new Watermark(Instant.parse(moment).toEpochMilli() - 1);
  }
}
