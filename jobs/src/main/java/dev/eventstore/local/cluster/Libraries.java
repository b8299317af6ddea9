package dev.eventstore.local.cluster;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The class paths of processes, from the libraries that lie beside this program. */
final class Libraries {
  /** What a Flink distribution holds; nothing of this project, nor what its job jar brings. */
  private static final Pattern FLINK =
      Pattern.compile(
          "(flink-(?!connector-kafka|connector-base|state-processor).*"
              + "|frocksdbjni-.*|log4j-.*|slf4j-api-.*|kryo-.*|minlog-.*|objenesis-.*"
              + "|reflectasm-.*|javassist-.*"
              + "|commons-(cli|lang3|text|math3|collections|io|compress)-.*|snappy-java-.*"
              + "|lz4-java-.*|snakeyaml-engine-.*|async-profiler-.*|jsr305-.*)[.]jar");

  private Libraries() {}

  static String ofFlink() throws IOException {
    try (Stream<Path> jars = Files.list(folder())) {
      return jars.filter(jar -> FLINK.matcher(jar.getFileName().toString()).matches())
          .map(Path::toString)
          .collect(Collectors.joining(File.pathSeparator));
    }
  }

  static String ofThisProgram() {
    return String.join(
        File.pathSeparator, List.of(program().toString(), folder().resolve("*").toString()));
  }

  /** The libraries lie in a folder beside the program, or it is one of them. */
  private static Path folder() {
    Path beside = program().resolveSibling("lib");
    return Files.isDirectory(beside) ? beside : program().getParent();
  }

  private static Path program() {
    try {
      return Path.of(Libraries.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
