package dev.eventstore.cli;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a Flink cluster is given of this program. */
final class JobJar {
  private static final String NAME = "event-store-job.jar";

  private JobJar() {}

  /** It lies beside this program. */
  static Path find() throws URISyntaxException {
    Path self = Path.of(JobJar.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path jar = self.resolveSibling(NAME);
    if (!Files.exists(jar)) {
      throw new CommandException("there is no " + jar + "; build it with ./mvnw package");
    }
    return jar;
  }
}
