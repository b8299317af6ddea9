package dev.eventstore.connect;

import dev.eventstore.spec.ChannelSpec;
import dev.eventstore.spec.ChannelSpec.Topic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** Reads a control topic or folder on a thread of its own, and again after every failure. */
public final class ControlReader implements ControlFeed {
  private static final long AGAIN_MILLIS = 1_000;

  private final ConcurrentLinkedQueue<byte[]> commands = new ConcurrentLinkedQueue<>();
  private final Set<Path> seen = new HashSet<>();
  private final Thread thread;
  private volatile boolean closed;

  private ControlReader(ChannelSpec channel, String besideCheckpoints) {
    Runnable read =
        channel instanceof Topic topic
            ? () -> readTopic(topic)
            : () -> readFolder(Path.of(Channels.folder(channel, besideCheckpoints).toUri()));
    thread = new Thread(() -> readOn(read), "control");
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
  private void readOn(Runnable read) {
    while (!closed) {
      try {
        read.run();
        Thread.sleep(AGAIN_MILLIS);
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

  private void readTopic(Topic topic) {
    try (TopicReader reader = new TopicReader(topic.topic(), topic.properties())) {
      while (!closed) {
        reader.poll(commands::add);
      }
    }
  }

  private void readFolder(Path folder) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        if (!file.getFileName().toString().startsWith(".") && seen.add(file)) {
          for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            commands.add(line.getBytes(StandardCharsets.UTF_8));
          }
        }
      }
    } catch (IOException e) {
      throw new ConnectException("the control folder " + folder + " cannot be read", e);
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
