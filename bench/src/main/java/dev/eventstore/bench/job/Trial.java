package dev.eventstore.bench.job;

import dev.eventstore.bench.usage.UsagePlan;
import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One run that is to be made.
 *
 * @param name of what runs, among those that its scenario compares
 * @param shards over how many keys of the store an account is spread
 * @param flink options over those of {@code deploy/flink}
 * @param jvm options of Java
 * @param log takes what the process prints
 * @param cores of the machine that the process may use, or 0 for all; needs Linux
 * @param kill whether the process is killed in the middle of its work
 */
public record Trial(
    String name,
    Variant variant,
    UsagePlan usage,
    int parallelism,
    int shards,
    Map<String, String> flink,
    List<String> jvm,
    File log,
    int cores,
    boolean kill) {

  public Trial named(String other) {
    return new Trial(other, variant, usage, parallelism, shards, flink, jvm, log, cores, kill);
  }

  public Trial withShards(int count) {
    return new Trial(name, variant, usage, parallelism, count, flink, jvm, log, cores, kill);
  }

  public Trial withParallelism(int subtasks) {
    return new Trial(name, variant, usage, subtasks, shards, flink, jvm, log, cores, kill);
  }

  public Trial withCores(int count) {
    return new Trial(name, variant, usage, parallelism, shards, flink, jvm, log, count, kill);
  }

  /** With options of Java besides those it has. */
  public Trial withJava(List<String> more) {
    List<String> options = Stream.concat(jvm.stream(), more.stream()).toList();
    return new Trial(name, variant, usage, parallelism, shards, flink, options, log, cores, kill);
  }

  public Trial killed() {
    return new Trial(name, variant, usage, parallelism, shards, flink, jvm, log, cores, true);
  }
}
