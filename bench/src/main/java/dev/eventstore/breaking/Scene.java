package dev.eventstore.breaking;

import dev.eventstore.local.cluster.ProcessCluster;
import java.io.IOException;
import java.util.List;
import java.util.Random;

/**
 * What faults are done to.
 *
 * @param state holds the checkpoints and what TaskManagers write; null where nothing may be mounted
 */
record Scene(
    ProcessCluster cluster,
    Job job,
    Volume state,
    Load load,
    Feeder feeder,
    Published published,
    Random random) {
  String anyTaskManager() {
    List<String> all =
        cluster.members().stream()
            .filter(member -> member.startsWith(ProcessCluster.TASKMANAGER))
            .toList();
    return all.get(random.nextInt(all.size()));
  }

  /** Kills members, and starts them again a while after. */
  void replace(long millis, List<String> members) throws IOException {
    members.forEach(cluster::kill);
    Waiting.sleep(millis);
    for (String member : members) {
      cluster.start(member);
    }
  }

  void standStill(long millis, String member) throws IOException {
    cluster.pause(member);
    Waiting.sleep(millis);
    cluster.resume(member);
  }

  long between(int from, int to) {
    return from + random.nextInt(to - from);
  }

  int anyParallelism() {
    return 1 + random.nextInt(4);
  }
}
