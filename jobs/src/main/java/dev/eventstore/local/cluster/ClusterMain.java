package dev.eventstore.local.cluster;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A cluster of processes, by the command line. */
@Command(
    name = "deploy/local/cluster",
    description = {
      "A Flink cluster with high availability and a Kafka broker on this machine, each member in a"
          + " process of its own.",
      "Members: zookeeper, broker, jobmanager, taskmanager-1, taskmanager-2 …"
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  deploy/local/cluster start --taskmanagers 2",
      "  deploy/local/cluster topics store.yaml",
      "  event-store submit store.yaml --jobmanager localhost:8081",
      "  deploy/local/cluster kill taskmanager-1",
      "  deploy/local/cluster stop"
    },
    subcommands = {
      StartCommand.class,
      MemberCommands.Stop.class,
      MemberCommands.Status.class,
      MemberCommands.Topics.class,
      MemberCommands.Kill.class,
      MemberCommands.Pause.class,
      MemberCommands.Resume.class
    })
final class ClusterMain implements Runnable {
  @Spec private CommandSpec command;

  private ClusterMain() {}

  public static void main(String[] args) {
    CommandLine commandLine = new CommandLine(new ClusterMain());
    commandLine.setExecutionExceptionHandler(
        (failure, failed, result) -> {
          failed.getErr().println(failure.getMessage());
          return 1;
        });
    System.exit(commandLine.execute(args));
  }

  @Override
  public void run() {
    throw new ParameterException(command.commandLine(), "Name a command.");
  }
}
