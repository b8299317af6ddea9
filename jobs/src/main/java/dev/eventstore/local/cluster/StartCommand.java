package dev.eventstore.local.cluster;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "start",
    description = {
      "Starts the cluster, or one member that has ended, and returns when it answers.",
      "What the folder holds of an earlier cluster is gone on with: topics, and jobs that ran."
    },
    mixinStandardHelpOptions = true)
final class StartCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Parameters(arity = "0..1", paramLabel = "MEMBER", description = "The one member.")
  private String member;

  @Option(names = "--dir", paramLabel = "DIR", description = MemberCommands.DIR)
  private Path folder = MemberCommands.FOLDER;

  @Option(
      names = "--taskmanagers",
      paramLabel = "N",
      defaultValue = "2",
      description = "TaskManagers, of two slots each (default ${DEFAULT-VALUE}).")
  private int taskManagers;

  @Option(names = "--kafka-port", defaultValue = "9092", description = "Default ${DEFAULT-VALUE}.")
  private int kafkaPort;

  @Option(names = "--web-port", defaultValue = "8081", description = "Default ${DEFAULT-VALUE}.")
  private int webPort;

  @Option(names = "-D", paramLabel = "<key>=<value>", description = "An option of Flink.")
  private Map<String, String> flink = new HashMap<>();

  @Option(names = "--broker", paramLabel = "<key>=<value>", description = "A broker property.")
  private Map<String, String> broker = new HashMap<>();

  @Override
  public Integer call() throws Exception {
    if (member != null) {
      ProcessCluster cluster = ProcessCluster.open(folder);
      cluster.start(member);
      cluster.await();
      return 0;
    }
    ProcessCluster cluster =
        ProcessCluster.start(
            folder, new ClusterOptions(kafkaPort, webPort, taskManagers, flink, broker));
    command.commandLine().getOut().println("Kafka     " + cluster.bootstrapServers());
    command.commandLine().getOut().println("Flink     " + cluster.address());
    command.commandLine().getOut().println("state     " + cluster.state());
    command.commandLine().getOut().println("logs      " + cluster.log());
    return 0;
  }
}
