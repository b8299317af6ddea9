package dev.eventstore.bench.peers;

import dev.eventstore.bench.process.MeasuredProcess;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A peer in a process of its own, and how far it was when. */
final class RunningPeer implements AutoCloseable {
  private static final long LOOK_MILLIS = 500;

  /** A peer that starts again and again takes nothing new. */
  private static final long PATIENCE_MILLIS = 180_000;

  /** Beside the jar: what goes before the libraries that all have. */
  private static final String STREAMS_LIBRARIES = "lib-streams";

  private final MeasuredProcess process;
  private final Path folder;
  private final File log;
  private long peakOfOthers;

  /**
   * @param millis since the epoch
   * @param cpuSeconds that all processes had taken
   */
  record Sample(long millis, long taken, double cpuSeconds) {}

  private RunningPeer(MeasuredProcess process, Path folder, File log) {
    this.process = process;
    this.folder = folder;
    this.log = log;
  }

  static RunningPeer start(PeerKind kind, PeerSettings settings, File log) throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of(kind.name(), settings.servers(), settings.output()));
    arguments.addAll(List.of(settings.folder().toString(), String.valueOf(settings.parallelism())));
    arguments.addAll(settings.topics());
    List<String> jvm = new ArrayList<>(MeasuredProcess.HEAP);
    jvm.add("-Devent-store.log=" + log);
    jvm.add("-Devent-store.log.level=warn");
    MeasuredProcess process =
        MeasuredProcess.start(classPath(kind), PeerProcess.class, jvm, log, arguments);
    return new RunningPeer(process, settings.folder(), log);
  }

  /** Kafka Streams and Flink each have a RocksDB, with the same names of classes. */
  private static String classPath(PeerKind kind) throws IOException {
    String usual = System.getProperty("java.class.path");
    if (kind != PeerKind.STREAMS) {
      return usual;
    }
    try (Stream<Path> first = Files.list(target().resolve(STREAMS_LIBRARIES))) {
      return first.map(jar -> jar + File.pathSeparator).collect(Collectors.joining()) + usual;
    }
  }

  private static Path target() {
    try {
      var code = RunningPeer.class.getProtectionDomain().getCodeSource().getLocation();
      return Path.of(code.toURI()).getParent();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Looks from time to time until so many events were taken. */
  Sample awaitTaken(long events) throws IOException, InterruptedException {
    Sample sample = look();
    Sample grown = sample;
    while (sample.taken < events) {
      if (sample.millis - grown.millis > PATIENCE_MILLIS) {
        throw new IllegalStateException(
            "the peer has taken %d of %d events, and no more for three minutes; see %s"
                .formatted(sample.taken, events, log));
      }
      Thread.sleep(LOOK_MILLIS);
      sample = look();
      grown = sample.taken == grown.taken ? grown : sample;
    }
    return sample;
  }

  /** How far it is now. */
  Sample look() throws IOException {
    requireAlive();
    Progress progress = Progress.read(folder);
    peakOfOthers = Math.max(peakOfOthers, Processes.memory(progress.others()));
    List<Long> pids = new ArrayList<>(progress.others());
    pids.add(process.pid());
    return new Sample(System.currentTimeMillis(), progress.taken(), Processes.cpuSeconds(pids));
  }

  private void requireAlive() {
    if (!process.isAlive()) {
      throw new IllegalStateException("the peer's process has ended; see " + log);
    }
  }

  long stateBytes() throws IOException {
    return Progress.read(folder).stateBytes();
  }

  /** The most that its own process had resident, and the others when they were looked at. */
  double peakMemory() throws IOException {
    var own = process.peakMemory();
    return own.isPresent() ? own.getAsLong() + peakOfOthers : Double.NaN;
  }

  @Override
  public void close() {
    process.close();
  }
}
