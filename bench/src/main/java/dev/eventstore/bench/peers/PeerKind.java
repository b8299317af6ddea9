package dev.eventstore.bench.peers;

import dev.eventstore.bench.peers.database.DatabasePeer;
import dev.eventstore.bench.peers.datastream.DataStreamJob;
import dev.eventstore.bench.peers.flink.FlinkPeer;
import dev.eventstore.bench.peers.sql.SqlJob;
import dev.eventstore.bench.peers.streams.StreamsPeer;

/** The peers, with what they cannot do. */
public enum PeerKind {
  DATASTREAM(
      "Flink DataStream",
      settings -> FlinkPeer.start(DataStreamJob::compose, settings, DataStreamJob.TUNING),
      "keeps ids, not events: no replay, no deletion; late events are set aside, not corrected; no"
          + " holds; first of an id wins, conflicts are not seen; months by a window of its own"),
  SQL(
      "Flink SQL",
      settings -> FlinkPeer.start(SqlJob::compose, settings, SqlJob.TUNING),
      "no close: figures change with every batch, and nothing says when one is final; no"
          + " completeness of sources, no holds, no replay; first of an id wins, conflicts are not"
          + " seen"),
  STREAMS(
      "Kafka Streams",
      StreamsPeer::start,
      "keeps ids, not events: no replay, no deletion; late events are dropped; no holds; first of"
          + " an id wins, conflicts are not seen; a month is closed by markers that the application"
          + " counts, at the next commit"),
  POSTGRES(
      "PostgreSQL at month end",
      DatabasePeer::postgres,
      "no revisions: corrections are a new query and a comparison by hand; no holds; first of an id"
          + " wins, conflicts are not seen; completeness is counted by the loader"),
  DUCKDB(
      "DuckDB at month end",
      DatabasePeer::duckDb,
      "one process, no server; ids are made unique only by the query; no revisions, no holds; first"
          + " of an id wins, conflicts are not seen; completeness is counted by the loader");

  private final String title;
  private final Starting starting;
  private final String notes;

  @FunctionalInterface
  private interface Starting {
    Peer start(PeerSettings settings) throws Exception;
  }

  PeerKind(String title, Starting starting, String notes) {
    this.title = title;
    this.starting = starting;
    this.notes = notes;
  }

  Peer start(PeerSettings settings) throws Exception {
    return starting.start(settings);
  }

  /** In the table. */
  String title() {
    return title;
  }

  /** What it cannot do, or does otherwise than the store. */
  String notes() {
    return notes;
  }

  /** Whether it computes while usage comes, not when all is there. */
  boolean streams() {
    return this != POSTGRES && this != DUCKDB;
  }

  /** Whether figures are published once, at the month's end. */
  boolean closes() {
    return this != SQL;
  }
}
