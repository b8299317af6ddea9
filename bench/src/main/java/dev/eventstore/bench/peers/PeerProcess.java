package dev.eventstore.bench.peers;

import java.nio.file.Path;
import java.util.List;

/**
 * The process of one peer: it runs until it is ended, and tells what it does by {@link Progress}.
 */
public final class PeerProcess {
  private static final long TELL_MILLIS = 100;
  private static final long STATE_EVERY = 20;

  private static volatile boolean ending;

  private PeerProcess() {}

  /**
   * @param args a {@link PeerKind}, the broker, the topic of figures, the folder, the parallelism,
   *     then the topics of the sources
   */
  public static void main(String[] args) {
    try {
      run(List.of(args));
    } catch (Exception e) {
      if (ending) {
        return;
      }
      e.printStackTrace();
      // Whatever threads there are: the one that waits for figures must hear of it.
      Runtime.getRuntime().halt(1);
    }
  }

  private static void run(List<String> words) throws Exception {
    PeerSettings settings =
        new PeerSettings(
            words.get(1),
            List.copyOf(words.subList(5, words.size())),
            words.get(2),
            Path.of(words.get(3)),
            Integer.parseInt(words.get(4)));
    Peer peer = PeerKind.valueOf(words.get(0)).start(settings);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(peer)));
    tell(peer, settings.folder());
  }

  /** What is kept takes some work to find out. */
  private static void tell(Peer peer, Path folder) throws Exception {
    long state = 0;
    for (long told = 0; ; told++) {
      if (told % STATE_EVERY == 0) {
        state = peer.stateBytes();
      }
      new Progress(peer.taken(), state, peer.others()).write(folder);
      Thread.sleep(TELL_MILLIS);
    }
  }

  private static void close(Peer peer) {
    ending = true;
    try {
      peer.close();
    } catch (Exception e) {
      e.printStackTrace();
    }
  }
}
