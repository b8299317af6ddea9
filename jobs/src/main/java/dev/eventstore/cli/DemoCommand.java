package dev.eventstore.cli;

import dev.eventstore.demo.Demo;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "demo",
    description = {
      "Usage of three regions, through a broker and a Flink job in this process, to usage records.",
      "It takes about a minute, checks its own figures against an independent computation, and ends"
          + " by itself: exit 1 where they differ."
    },
    footer = {"", "Examples:", "  event-store demo"})
final class DemoCommand implements Callable<Integer> {
  @Mixin private Common common;
  @Spec private CommandSpec command;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = command.commandLine().getOut();
    return new Demo(out).run() ? 0 : Common.REFUSED;
  }
}
