package dev.eventstore.connect.channel;

import dev.eventstore.connect.ChannelReader;
import dev.eventstore.connect.ConnectException;
import dev.eventstore.connect.ControlFeed;
import dev.eventstore.spec.ChannelSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** Reads a control topic or folder on a thread of its own, and again after every failure. */
public final class ControlReader implements ControlFeed {
  private static final long AGAIN_MILLIS = 1_000;
  private static final long LONGEST_MILLIS = 30_000;

  private final ConcurrentLinkedQueue<byte[]> commands = new ConcurrentLinkedQueue<>();
  private final Thread thread;
  private volatile boolean closed;

  /** How often the channel was read to its end, and how many wait for that. */
  private long ends;

  private int waiting;

  /** Why it cannot be read; null while it can. */
  private RuntimeException failure;

  private ControlReader(ChannelSpec channel, String besideCheckpoints) {
    thread = new Thread(() -> readOn(channel, besideCheckpoints), "control");
    thread.setDaemon(true);
    thread.start();
  }

  /** The feed of a control channel. */
  public static Factory of(ChannelSpec channel, String besideCheckpoints) {
    return () -> new ControlReader(channel, besideCheckpoints);
  }

  @Override
  public List<byte[]> poll() {
    List<byte[]> polled = new ArrayList<>();
    for (byte[] next = commands.poll(); next != null; next = commands.poll()) {
      polled.add(next);
    }
    return polled;
  }

  @Override
  public synchronized List<byte[]> pollToEnd() throws InterruptedException {
    // One that is under way may have passed what has come since.
    long enough = ends + 2;
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LONGEST_MILLIS);
    waiting++;
    notifyAll();
    try {
      while (ends < enough) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
          throw failure != null ? failure : tooLong();
        }
        wait(left);
      }
    } finally {
      waiting--;
    }
    return poll();
  }

  private static ConnectException tooLong() {
    return new ConnectException(
        "the control channel was not read to its end in "
            + LONGEST_MILLIS / 1_000
            + " s; see that its cluster answers",
        null);
  }

  /** The channel may be away for a while: nothing is decided until it is back. */
  private void readOn(ChannelSpec channel, String besideCheckpoints) {
    while (!closed) {
      try (ChannelReader reader = Channels.reader(channel, besideCheckpoints)) {
        while (!closed) {
          reader.readToEnd(commands::add);
          pause(null, AGAIN_MILLIS);
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        try {
          pause(e, 5 * AGAIN_MILLIS);
        } catch (InterruptedException closing) {
          return;
        }
      }
    }
  }

  /**
   * @param why the channel was not read to its end, or null where it was
   */
  private synchronized void pause(RuntimeException why, long millis) throws InterruptedException {
    failure = why;
    if (why == null) {
      ends++;
    }
    notifyAll();
    if (waiting == 0 || why != null) {
      wait(millis);
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
