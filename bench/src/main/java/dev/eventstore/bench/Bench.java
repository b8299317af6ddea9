package dev.eventstore.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;

@Command(
    name = "bench/run",
    description =
        "Measures Event Store on this machine; only the ratios of one run mean something.",
    mixinStandardHelpOptions = true,
    subcommands = {IngestBench.class, CloseBench.class})
final class Bench {
  private Bench() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new Bench()).execute(args));
  }
}
