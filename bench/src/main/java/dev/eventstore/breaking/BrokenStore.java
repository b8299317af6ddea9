package dev.eventstore.breaking;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The store that is broken, and the same with topics of its own for the run that is not.
 *
 * @param suffix what its topics' names end with
 */
record BrokenStore(String suffix) {
  static final BrokenStore BROKEN = new BrokenStore("");
  static final BrokenStore REFERENCE = new BrokenStore("-reference");

  /** What the ids of its transactions begin with. */
  static final String TRANSACTIONS = "broken:";

  static final String TRANSACTIONS_OF_FIGURES = TRANSACTIONS + "usage";

  private static final String TIMEOUT = "transaction.timeout.ms: 840000";
  private static final String YAML =
      """
      apiVersion: eventstore/v1
      store: broken
      kafka: {bootstrap.servers: '%s'}
      event:
        id: id
        time: at
        key: account
        version: seq
        fields: {id: string, at: timestamp, account: string, seq: integer, path: string, bytes: decimal}
      period: {every: hour}
      reviseAfter: PT1S
      sources:
        - {name: eu, kafka: {topic: eu}}
        - {name: us, kafka: {topic: us}}
      meters:
        - name: volume
          operators:
            - derive: {kb: bytes / 1024}
            - aggregate:
                by: account
                values: {quantity: sum(bytes), kb: sum(kb), calls: count(), paths: unique(path)}
          targets: [usage]
        - name: paths
          operators:
            - aggregate: {by: path, values: {quantity: sum(bytes), last: latest(account)}}
          targets: [usage, ledger]
        - name: rows
          operators: []
          targets: [rows]
      targets:
        usage: {kafka: {topic: usage%2$s, transaction.timeout.ms: 840000}}
        rows: {kafka: {topic: rows%2$s, transaction.timeout.ms: 840000}}
        ledger: {files: {path: 'ledger%2$s', format: jsonl}}
      control: {kafka: {topic: control%2$s}}
      quarantine: {kafka: {topic: quarantine%2$s, transaction.timeout.ms: 840000}}
      status: {kafka: {topic: status%2$s}}
      """;

  Path write(Path folder, String servers) throws IOException {
    Path file = folder.resolve("store" + suffix + ".yaml");
    return Files.writeString(file, YAML.formatted(servers, suffix));
  }

  /** A copy of a store file, whose transactions expire after a time. */
  static Path expiring(Path file, long millis) throws IOException {
    String yaml = Files.readString(file);
    return Files.writeString(
        file.resolveSibling("store-expiring.yaml"),
        yaml.replace(TIMEOUT, "transaction.timeout.ms: " + millis));
  }

  String usage() {
    return "usage" + suffix;
  }

  String rows() {
    return "rows" + suffix;
  }

  String quarantine() {
    return "quarantine" + suffix;
  }

  String status() {
    return "status" + suffix;
  }

  Path ledger(Path folder) {
    return folder.resolve("ledger" + suffix);
  }
}
