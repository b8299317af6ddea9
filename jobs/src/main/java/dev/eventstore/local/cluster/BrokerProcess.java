package dev.eventstore.local.cluster;

import dev.eventstore.local.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;

/** The process of a broker, until it is stopped. */
final class BrokerProcess {
  /** The port it listens on, beside what Kafka itself reads. */
  static final String PORT = "port";

  private BrokerProcess() {}

  /**
   * @param args the folder of its topics, and a file of broker properties
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Properties properties = new Properties();
    try (var in = Files.newBufferedReader(Path.of(args[1]))) {
      properties.load(in);
    }
    Map<String, String> settings = new HashMap<>();
    properties
        .stringPropertyNames()
        .forEach(name -> settings.put(name, properties.getProperty(name)));
    int port = Integer.parseInt(settings.remove(PORT));
    EmbeddedKafka kafka = EmbeddedKafka.start(Path.of(args[0]), port, settings);
    Runtime.getRuntime().addShutdownHook(new Thread(kafka::close, "stop"));
    System.out.println("Kafka listens at " + kafka.bootstrapServers());
    new CountDownLatch(1).await();
  }
}
