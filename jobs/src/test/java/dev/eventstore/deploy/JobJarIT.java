package dev.eventstore.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.store.StoreJob;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What is in the job jar, and with it in the image. */
class JobJarIT {
  private static final Path TARGET = Path.of("target");
  private static final Path JAR = TARGET.resolve("event-store-job.jar");
  private static final Path DOCKER = Path.of("../deploy/docker");
  private static final Pattern LISTED =
      Pattern.compile("\\(([^)]+)\\).*\\(([^:()]+):([^:()]+):([^ :()]+) - ");

  @Test
  void namesTheLicenceOfEachLibraryInIt() throws Exception {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      Set<String> listed = listed(jar);
      Set<String> held = new HashSet<>();
      for (Path library : libraries()) {
        if (isIn(jar, library)) {
          held.add(library.getFileName().toString());
        }
      }
      held.removeIf(name -> name.startsWith("event-store-"));

      assertThat(held).hasSizeGreaterThan(15);
      assertThat(listed).containsAll(held);
      assertThat(jar.getEntry("META-INF/LICENSE")).isNotNull();
      assertThat(text(jar, "META-INF/NOTICE")).contains("Event Store", "Jackson");
    }
  }

  /** Each as its file is called. */
  private static Set<String> listed(JarFile jar) throws IOException {
    Set<String> names = new HashSet<>();
    Matcher line = LISTED.matcher(text(jar, "META-INF/THIRD-PARTY.txt"));
    while (line.find()) {
      assertThat(line.group(1)).as(line.group()).doesNotContainIgnoringCase("unknown");
      names.add(line.group(3) + "-" + line.group(4) + ".jar");
    }
    return names;
  }

  private static List<Path> libraries() throws IOException {
    try (Stream<Path> libraries = Files.list(TARGET.resolve("lib"))) {
      return libraries.filter(library -> library.toString().endsWith(".jar")).toList();
    }
  }

  private static boolean isIn(JarFile jar, Path library) throws IOException {
    try (JarFile other = new JarFile(library.toFile())) {
      return other.stream()
          .map(ZipEntry::getName)
          .filter(name -> name.endsWith(".class") && !name.contains("META-INF"))
          .filter(name -> !name.endsWith("module-info.class"))
          .anyMatch(name -> jar.getEntry(name) != null);
    }
  }

  private static String text(JarFile jar, String name) throws IOException {
    return new String(
        jar.getInputStream(jar.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
  }

  /** Its classes are of one time, whenever and by whom it is built. */
  @Test
  void tellsNothingOfWhoBuiltItAndWhen() throws Exception {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      ZipEntry program = jar.getEntry(StoreJob.class.getName().replace('.', '/') + ".class");

      assertThat(program.getTimeLocal()).hasToString("2026-01-01T00:00");
      assertThat(jar.getManifest().getMainAttributes().keySet().toString())
          .doesNotContain("Built-By", "Build-Time");
    }
  }

  @Test
  void isWhatImageAndManifestsRun() throws Exception {
    String image = Files.readString(DOCKER.resolve("Dockerfile"));
    Matcher copied = Pattern.compile("COPY --chown=flink:flink (\\S+)").matcher(image);
    while (copied.find()) {
      assertThat(Path.of("..").resolve(copied.group(1))).exists();
      assertThat(Files.readString(DOCKER.resolve("Dockerfile.dockerignore")))
          .contains("!" + copied.group(1));
    }
    assertThat(image).contains("\nUSER 9999:9999\n");
    Object jarUri = Yaml.at(ManifestsTest.only("base", "FlinkDeployment"), "spec", "job", "jarURI");
    assertThat(jarUri).isEqualTo("local:///opt/flink/usrlib/" + JAR.getFileName());
    try (JarFile jar = new JarFile(JAR.toFile())) {
      for (String root : List.of("base", "session")) {
        String kind = root.equals("base") ? "FlinkDeployment" : "FlinkSessionJob";
        Object program = Yaml.at(ManifestsTest.only(root, kind), "spec", "job", "entryClass");
        assertThat(jar.getEntry(program.toString().replace('.', '/') + ".class")).isNotNull();
      }
    }
  }
}
