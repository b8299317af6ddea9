package dev.eventstore.bench.process;

import dev.eventstore.connect.TopicWriter;
import dev.eventstore.connect.Topics;
import dev.eventstore.event.Markers;
import dev.eventstore.local.EmbeddedKafka;
import dev.eventstore.spec.KafkaProperties;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;

/** A broker in a process of its own, so that the job's heap is the job's alone. */
public final class Broker implements AutoCloseable {
  public static final int PARTITIONS = 4;

  private final Process process;
  private final KafkaProperties properties;

  private Broker(Process process, String servers) {
    this.process = process;
    this.properties = KafkaProperties.of(Map.of("bootstrap.servers", servers));
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
    return properties.bootstrapServers();
  }

  public void fill(String topic, long events, LongFunction<String> event) {
    Topics.create(topic, PARTITIONS, properties);
    try (TopicWriter writer = new TopicWriter(topic, properties)) {
      for (long i = 0; i < events; i++) {
        writer.send(null, event.apply(i).getBytes(StandardCharsets.UTF_8));
      }
      writer.flush();
    }
  }

  public void complete(String topic, String period) {
    try (TopicWriter writer = new TopicWriter(topic, properties)) {
      writer.complete(Markers.toJson(period));
      writer.flush();
    }
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
