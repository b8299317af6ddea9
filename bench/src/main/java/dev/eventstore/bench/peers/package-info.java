/**
 * What a team would build without Event Store, each written as its community would, tuned, and
 * measured like the store on the same usage.
 *
 * <ul>
 *   <li>{@code datastream}: the job that Flink's documentation leads to
 *   <li>{@code sql}: the same in Flink SQL
 *   <li>{@code streams}: the application of Kafka Streams
 *   <li>{@code database}: PostgreSQL and DuckDB, loaded while usage comes, asked at the month's end
 *   <li>{@code flink}: what both Flink jobs run on
 * </ul>
 *
 * <p>A {@link dev.eventstore.bench.peers.PeerContender} starts a {@link
 * dev.eventstore.bench.peers.PeerProcess}, follows its progress and checks its figures. All count
 * the first event of an id, as the benchmark's store does; a conflict follows its event in the same
 * partition, so that it is one and the same for all.
 */
package dev.eventstore.bench.peers;
