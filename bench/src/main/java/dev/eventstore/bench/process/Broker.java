package dev.eventstore.bench.process;

import dev.eventstore.local.EmbeddedKafka;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A broker in a process of its own, so that the job's heap is the job's alone. */
public final class Broker implements AutoCloseable {
  private final Process process;
  private final String servers;

  private Broker(Process process, String servers) {
    this.process = process;
    this.servers = servers;
  }

  public static Broker start(Path folder) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Devent-store.log=" + System.getProperty("event-store.log", "bench") + ".broker",
                "-cp",
                System.getProperty("java.class.path"),
                Broker.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String servers = out.readLine();
    if (servers == null) {
      throw new IOException("the broker's process ended before it was up");
    }
    return new Broker(process, servers);
  }

  /** The process: a broker until standard input ends. */
  public static void main(String[] args) throws IOException {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(Path.of(args[0]), 0)) {
      System.out.println(kafka.bootstrapServers());
      while (System.in.read() >= 0) {
        // It ends with the process that started it.
      }
    }
  }

  public String servers() {
    return servers;
  }

  /** Waits for its end: it writes to its folder until then. */
  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
