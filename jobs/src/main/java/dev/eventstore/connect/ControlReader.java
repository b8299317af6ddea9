package dev.eventstore.connect;

import dev.eventstore.spec.ChannelSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Reads a control topic or folder on a thread of its own, and again after every failure. */
public final class ControlReader implements ControlFeed {
  private static final long AGAIN_MILLIS = 1_000;

  private final ConcurrentLinkedQueue<byte[]> commands = new ConcurrentLinkedQueue<>();
  private final Thread thread;
  private volatile boolean closed;

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

  /** The channel may be away for a while: nothing is decided until it is back. */
  private void readOn(ChannelSpec channel, String besideCheckpoints) {
    while (!closed) {
      try (ChannelReader reader = ChannelReader.of(channel, besideCheckpoints)) {
        while (!closed) {
          reader.readToEnd(commands::add);
          Thread.sleep(AGAIN_MILLIS);
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        if (!pause()) {
          return;
        }
      }
    }
  }

  private static boolean pause() {
    try {
      Thread.sleep(5 * AGAIN_MILLIS);
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
