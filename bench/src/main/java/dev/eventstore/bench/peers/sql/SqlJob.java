package dev.eventstore.bench.peers.sql;

import dev.eventstore.bench.peers.PeerSettings;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.bridge.java.StreamStatementSet;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;

/**
 * The same in SQL: ROW_NUMBER lets the first row of each id pass, a group of account and month adds
 * up. SQL's windows are of fixed length, so that months are groups; figures are upserts that change
 * with every batch, and nothing in the output says when a month is final.
 *
 * <p>Tuned: everything that deploy/flink sets for the store; the deduplication by processing time,
 * which keeps no row; mini-batches, with local and global aggregation; state that ends some time
 * after its month.
 */
public final class SqlJob {
  public static final Map<String, String> TUNING =
      Map.of(
          "table.local-time-zone", PeerSettings.ZONE.getId(),
          "table.exec.state.ttl", PeerSettings.REMEMBER.toDays() + " d",
          "table.exec.mini-batch.enabled", "true",
          "table.exec.mini-batch.allow-latency", "2 s",
          "table.exec.mini-batch.size", "20000",
          "table.optimizer.agg-phase-strategy", "TWO_PHASE",
          // Groups are the primary key of the output: no order has to be restored.
          "table.exec.sink.upsert-materialize", "NONE",
          "pipeline.auto-generate-uids", "true");

  private static final String SOURCE =
      """
      CREATE TABLE reported (
        event_id STRING,
        occurred_at TIMESTAMP_LTZ(6),
        account_id STRING,
        `status` INT,
        `bytes` DECIMAL(18, 3),
        arrived AS PROCTIME()
      ) WITH (
        'connector' = 'kafka',
        'properties.bootstrap.servers' = '%s',
        'properties.group.id' = 'sql',
        'topic' = '%s',
        'scan.startup.mode' = 'earliest-offset',
        'format' = 'json',
        'json.timestamp-format.standard' = 'ISO-8601'
      )\
      """;

  private static final String SINK =
      """
      CREATE TABLE figures (
        account_id STRING,
        `period` STRING,
        quantity DECIMAL(38, 3),
        calls BIGINT,
        PRIMARY KEY (account_id, `period`) NOT ENFORCED
      ) WITH (
        'connector' = 'upsert-kafka',
        'properties.bootstrap.servers' = '%s',
        'properties.transaction.timeout.ms' = '900000',
        'properties.linger.ms' = '20',
        'topic' = '%s',
        'key.format' = 'json',
        'value.format' = 'json',
        'value.json.encode.decimal-as-plain-number' = 'true',
        'sink.delivery-guarantee' = 'exactly-once',
        'sink.transactional-id-prefix' = '%s'
      )\
      """;

  private static final String QUERY =
      """
      INSERT INTO figures
      SELECT account_id, DATE_FORMAT(occurred_at, 'yyyy-MM'), SUM(`bytes`), COUNT(*)
      FROM (
        SELECT *, ROW_NUMBER() OVER (PARTITION BY event_id ORDER BY arrived ASC) AS nth
        FROM reported
        -- Markers of completeness have none.
        WHERE event_id IS NOT NULL)
      WHERE nth = 1 AND `status` < 500
      GROUP BY account_id, DATE_FORMAT(occurred_at, 'yyyy-MM')\
      """;

  private SqlJob() {}

  public static String compose(StreamExecutionEnvironment environment, PeerSettings settings) {
    StreamTableEnvironment tables = StreamTableEnvironment.create(environment);
    tables.executeSql(SOURCE.formatted(settings.servers(), String.join(";", settings.topics())));
    tables.executeSql(SINK.formatted(settings.servers(), settings.output(), settings.output()));
    StreamStatementSet statements = tables.createStatementSet();
    statements.addInsertSql(QUERY);
    statements.attachAsDataStream();
    return "sql";
  }
}
