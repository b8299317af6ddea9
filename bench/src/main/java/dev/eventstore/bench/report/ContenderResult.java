package dev.eventstore.bench.report;

/**
 * What one run of one contender gave. Figures that it does not have are {@link Double#NaN}.
 *
 * @param contender its name in the table, such as {@code Flink SQL}
 * @param streaming whether it takes usage in as it comes; else in one load at the end
 * @param ingestPerSecond records per second while it took the usage in, the first quarter left out
 * @param closeSeconds from the last marker's acknowledgement to the last figure written
 * @param cpuSecondsPerMillion processor time of all its processes while it took the usage in, by
 *     million records
 * @param peakMemoryBytes the most that its processes had resident
 * @param stateBytes what it kept when all usage was in: its last complete checkpoint, its store or
 *     its tables
 * @param longestCheckpointSeconds in ingest and close
 * @param totalsRight whether its figures were {@link dev.eventstore.bench.usage.Totals#atClose}
 * @param notes what it cannot do, or does otherwise
 */
public record ContenderResult(
    String contender,
    boolean streaming,
    double ingestPerSecond,
    double closeSeconds,
    double cpuSecondsPerMillion,
    double peakMemoryBytes,
    double stateBytes,
    double longestCheckpointSeconds,
    boolean totalsRight,
    String notes) {}
