package dev.eventstore.local.cluster;

import dev.eventstore.local.LaptopTopics;
import dev.eventstore.spec.StoreFileException;
import dev.eventstore.spec.read.StoreFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What is done with a cluster that was started, or with one of its members. */
final class MemberCommands {
  static final Path FOLDER = Path.of(".event-store", "cluster");
  static final String DIR = "Where the cluster keeps all (default .event-store/cluster).";

  private MemberCommands() {}

  /** A command to the cluster of a folder. */
  private abstract static class OnCluster implements Callable<Integer> {
    @Spec CommandSpec command;

    @Option(names = "--dir", paramLabel = "DIR", description = DIR)
    private Path folder = FOLDER;

    @Override
    public Integer call() throws Exception {
      return to(ProcessCluster.open(folder));
    }

    abstract int to(ProcessCluster cluster) throws Exception;
  }

  @Command(
      name = "topics",
      description = "Makes the topics that a store file names on the cluster's broker.",
      mixinStandardHelpOptions = true)
  static final class Topics extends OnCluster {
    @Parameters(paramLabel = "STORE.yaml", description = "The store file.")
    private Path file;

    @Override
    int to(ProcessCluster cluster) throws StoreFileException {
      LaptopTopics.create(StoreFiles.read(file), cluster.bootstrapServers());
      return 0;
    }
  }

  /** A command to one member. */
  private abstract static class OnMember extends OnCluster {
    @Parameters(paramLabel = "MEMBER", description = "Such as taskmanager-1.")
    String member;
  }

  @Command(
      name = "stop",
      description = "Stops all members; jobs that run go on at the next start.",
      mixinStandardHelpOptions = true)
  static final class Stop extends OnCluster {
    @Override
    int to(ProcessCluster cluster) {
      cluster.stop();
      return 0;
    }
  }

  @Command(
      name = "status",
      description = "Lists the members; exit 1 where one does not run.",
      mixinStandardHelpOptions = true)
  static final class Status extends OnCluster {
    @Override
    int to(ProcessCluster cluster) {
      boolean all = true;
      for (String member : cluster.members()) {
        String state =
            cluster.process(member).map(process -> "runs, pid " + process.pid()).orElse("ended");
        command.commandLine().getOut().printf("%-14s %s%n", member, state);
        all &= cluster.process(member).isPresent();
      }
      command.commandLine().getOut().flush();
      return all ? 0 : 1;
    }
  }

  @Command(
      name = "kill",
      description = "Kills a member (kill -9).",
      mixinStandardHelpOptions = true)
  static final class Kill extends OnMember {
    @Override
    int to(ProcessCluster cluster) {
      cluster.kill(member);
      return 0;
    }
  }

  @Command(
      name = "pause",
      description = "Lets a member stand still (SIGSTOP).",
      mixinStandardHelpOptions = true)
  static final class Pause extends OnMember {
    @Override
    int to(ProcessCluster cluster) throws IOException {
      cluster.pause(member);
      return 0;
    }
  }

  @Command(
      name = "resume",
      description = "Lets a member go on (SIGCONT).",
      mixinStandardHelpOptions = true)
  static final class Resume extends OnMember {
    @Override
    int to(ProcessCluster cluster) throws IOException {
      cluster.resume(member);
      return 0;
    }
  }
}
