package dev.eventstore.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.connect.kafka.Topics;
import dev.eventstore.local.EmbeddedKafka;
import dev.eventstore.local.LocalCluster;
import dev.eventstore.spec.KafkaProperties;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.spec.read.StoreFiles;
import dev.eventstore.store.ConnectorEnds;
import dev.eventstore.store.StorePipeline;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store and the configuration of the manifests, run here. */
class ManifestsIT {
  @TempDir Path folder;

  @Test
  void theJobOfTheManifestsRuns() throws Exception {
    Map<String, Object> deployment = ManifestsTest.only("base", "FlinkDeployment");
    Configuration settings = settings(deployment);
    try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
        LocalCluster cluster = LocalCluster.start(settings, 2)) {
      StoreSpec spec = store(kafka);
      KafkaProperties broker =
          KafkaProperties.of(Map.of("bootstrap.servers", kafka.bootstrapServers()));
      for (String topic : List.of("usage.eu", "usage.us", "billing")) {
        Topics.create(topic, 2, broker);
      }
      StreamExecutionEnvironment environment =
          StreamExecutionEnvironment.getExecutionEnvironment(settings);
      environment.setParallelism((Integer) Yaml.at(deployment, "spec", "job", "parallelism"));
      StorePipeline.compose(environment, spec, new ConnectorEnds(spec, null));
      JobID job = cluster.submit(environment, spec.name());
      for (int i = 0; i < 300 && cluster.status(job) != JobStatus.RUNNING; i++) {
        Thread.sleep(100);
      }

      assertThat(cluster.status(job)).isEqualTo(JobStatus.RUNNING);
      cluster.cancel(job);
    }
  }

  /** Without what only Kubernetes has. */
  private Configuration settings(Map<String, Object> deployment) {
    Map<String, String> settings = new HashMap<>();
    Yaml.map(Yaml.at(deployment, "spec", "flinkConfiguration"))
        .forEach((key, value) -> settings.put(key, value.toString()));
    settings
        .keySet()
        .removeIf(key -> key.matches("(high-availability|kubernetes|metrics)[.].*|.*localdir"));
    settings.replaceAll(
        (key, value) -> value.replace("s3://event-store", folder.toUri().toString()));
    settings.put("rest.port", "0");
    return Configuration.fromMap(settings);
  }

  private StoreSpec store(EmbeddedKafka kafka) throws Exception {
    String text = Files.readString(ManifestsTest.FOLDER.resolve("base/store.yaml"));
    String here =
        text.replace("kafka.kafka.svc:9093", kafka.bootstrapServers())
            .replace("SASL_SSL", "PLAINTEXT");
    return StoreFiles.read(
        Files.writeString(folder.resolve("store.yaml"), here),
        Map.of("STORE_USER", "store", "STORE_PASSWORD", "secret"));
  }
}
