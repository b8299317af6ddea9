package dev.eventstore.bench.peers;

import dev.eventstore.bench.Contender;
import dev.eventstore.bench.peers.RunningPeer.Sample;
import dev.eventstore.bench.process.Broker;
import dev.eventstore.bench.report.ContenderResult;
import dev.eventstore.bench.usage.Totals;
import dev.eventstore.bench.usage.UsageTopics;
import dev.eventstore.bench.usage.UsageTopics.Written;
import dev.eventstore.connect.kafka.Topics;
import dev.eventstore.spec.KafkaProperties;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Runs one peer and measures it as the store is measured. */
public final class PeerContender implements Contender {
  /** Of the events, while the compiler is at work; not measured. */
  private static final double WARM_UP = 0.25;

  /** After the last event: what it keeps is then in its last commit. */
  private static final long SETTLE_MILLIS = PeerSettings.COMMIT_EVERY.toMillis() + 3_000;

  private static final File LOG =
      new File(System.getProperty("event-store.log", "bench.log") + ".peers");

  /** Without a new figure. */
  private static final long PATIENCE_MILLIS = 120_000;

  private final PeerKind kind;

  private PeerContender(PeerKind kind) {
    this.kind = kind;
  }

  /** One of each kind. */
  public static List<Contender> all() {
    return Arrays.stream(PeerKind.values()).<Contender>map(PeerContender::new).toList();
  }

  @Override
  public String name() {
    return kind.title();
  }

  @Override
  public ContenderResult run(
      Broker broker, UsageTopics usage, Written written, Path folder, int parallelism)
      throws Exception {
    String output = usage.topic("totals-" + kind.name().toLowerCase(Locale.ROOT));
    for (String topic : new String[] {output, output + ".late"}) {
      Topics.create(
          topic,
          PeerSettings.PARTITIONS,
          Map.of("message.timestamp.type", "LogAppendTime"),
          KafkaProperties.of(Map.of("bootstrap.servers", broker.servers())));
    }
    var settings = new PeerSettings(broker.servers(), usage.topics(), output, folder, parallelism);
    try (RunningPeer peer = RunningPeer.start(kind, settings, LOG);
        PeerFigures figures = new PeerFigures(output, broker.servers(), usage.events().plan())) {
      Sample begin = peer.awaitTaken((long) (written.records() * WARM_UP));
      Sample end = peer.awaitTaken(written.records());
      Thread.sleep(SETTLE_MILLIS);
      long state = peer.stateBytes();
      double close = close(peer, usage, figures);
      return new ContenderResult(
          name(),
          kind.streams(),
          (end.taken() - begin.taken()) * 1e3 / (end.millis() - begin.millis()),
          kind.closes() ? close : Double.NaN,
          (end.cpuSeconds() - begin.cpuSeconds()) * 1e6 / (end.taken() - begin.taken()),
          peer.peakMemory(),
          state,
          Double.NaN,
          !Double.isNaN(close),
          kind.notes());
    }
  }

  /**
   * @return seconds from the last marker to the last figure; NaN where the figures are not right
   */
  private double close(RunningPeer peer, UsageTopics usage, PeerFigures figures) throws Exception {
    Totals expected = Totals.atClose(usage.events());
    usage.complete();
    long begin = System.currentTimeMillis();
    long changed = begin;
    while (!figures.are(expected)) {
      long before = figures.count();
      figures.poll();
      peer.look();
      long now = System.currentTimeMillis();
      changed = figures.count() > before ? now : changed;
      if (now - changed > PATIENCE_MILLIS) {
        System.err.println(name() + ": " + figures.differences(expected));
        return Double.NaN;
      }
    }
    return (figures.written() - begin) / 1e3;
  }
}
