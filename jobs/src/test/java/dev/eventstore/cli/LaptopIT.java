package dev.eventstore.cli;

import static dev.eventstore.local.OftenCheckpointed.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.connect.kafka.Topics;
import dev.eventstore.local.EmbeddedKafka;
import dev.eventstore.local.LocalCluster;
import dev.eventstore.local.LocalStore;
import dev.eventstore.spec.KafkaProperties;
import dev.eventstore.spec.read.StoreFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store on a broker, driven by the command line, stopped with a savepoint and gone on with. */
class LaptopIT {
  @TempDir Path folder;

  @Test
  void sendCompleteStatus() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0)) {
      String broker = kafka.bootstrapServers();
      Path file =
          Files.writeString(
              folder.resolve("store.yaml"),
              CliTest.STORE
                      .replace("files: {path: in}", "kafka: {topic: usage.eu}")
                      .replace("usage: {files: {path: out}}", "usage: {kafka: {topic: usage}}")
                  + "kafka: {bootstrap.servers: '"
                  + broker
                  + "'}\n");
      KafkaProperties properties = KafkaProperties.of(Map.of("bootstrap.servers", broker));
      Topics.create("usage.eu", 3, properties);
      Topics.create("usage", 1, properties);
      Path events =
          Files.writeString(
              folder.resolve("events.jsonl"),
              """
              {"id":"1","at":"2026-08-05T10:00:00Z","account":"a","bytes":1}
              {"id":"2","at":"2026-08-06T10:00:00Z","account":"b","bytes":2}
              {"id":"2","at":"2026-08-06T10:00:00Z","account":"b","bytes":2.0}

              oops
              """);
      LocalStore store = new LocalStore(StoreFiles.read(file), folder.resolve("state"), 2);
      store.check();
      String savepoint;
      try (LocalCluster cluster = LocalCluster.start(store.settings(SETTINGS), 2)) {
        final JobID job = store.submit(cluster, SETTINGS, null);
        assertThat(Cli.call("send", file, "--source", "eu", events).err())
            .isEqualTo("sent 4 records to usage.eu\n");
        Cli status = Cli.awaitStatus(file, "\"received\":3");
        assertThat(status.out()).contains("\"state\":\"open\"", "\"duplicates\":1");
        assertThat(Cli.call("status", file).out()).contains("open").contains("eu");
        savepoint = cluster.stop(job, store.savepoints());
      }
      assertThat(store.newestState())
          .hasValueSatisfying(
              at -> assertThat(at).endsWith(savepoint.substring(savepoint.lastIndexOf('/')) + "/"));

      try (LocalCluster cluster = LocalCluster.start(store.settings(SETTINGS), 2)) {
        JobID job = store.submit(cluster, SETTINGS, savepoint);
        assertThat(Cli.call("complete", file, "--source", "eu", "--period", "2026-08").err())
            .isEqualTo("declared 2026-08 complete in 3 partitions of usage.eu\n");
        assertThat(Cli.awaitStatus(file, "\"state\":\"published\"").out())
            .contains("\"received\":3", "\"stored\":2", "\"quarantined\":1");
        cluster.cancel(job);
      }
      assertThat(Cli.call("complete", file, "--source", "eu", "--period", "2026-13").exit())
          .isEqualTo(2);

      Files.writeString(file, Files.readString(file) + "shards: 2\n");
      Cli changed =
          Cli.call("run", file, "--state-dir", folder.resolve("changed"), "--from", savepoint);
      assertThat(changed.exit()).isEqualTo(1);
      assertThat(changed.err())
          .isEqualTo(
              savepoint
                  + " does not fit the store file, or is of another store: shards is 2 now and was 1"
                  + " when the state was written; write it as it was, or start the store anew from"
                  + " its sources\n");
    }
  }
}
