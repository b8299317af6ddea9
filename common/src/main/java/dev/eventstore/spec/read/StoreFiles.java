package dev.eventstore.spec.read;

import dev.eventstore.spec.Problem;
import dev.eventstore.spec.StoreFileException;
import dev.eventstore.spec.StoreSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads store files. Every problem of all files is told at once. */
public final class StoreFiles {
  private StoreFiles() {}

  /** Reads and validates one store file. */
  public static StoreSpec read(Path file) throws StoreFileException {
    return read(file, System.getenv());
  }

  /** The same, with the environment given. */
  public static StoreSpec read(Path file, Map<String, String> environment)
      throws StoreFileException {
    return specOf(new StoreReader(file, environment).read());
  }

  private static StoreSpec specOf(ReadFile read) throws StoreFileException {
    if (!read.problems().isEmpty()) {
      throw new StoreFileException(read.problems());
    }
    return read.spec();
  }

  /**
   * Reads and validates a store file that is no file of this machine. Paths in it that are relative
   * lead nowhere, and are refused.
   *
   * @param name what problems call it
   * @param text its content
   */
  public static StoreSpec read(String name, String text) throws StoreFileException {
    return specOf(new StoreReader(name, text, System.getenv()).read());
  }

  /**
   * Reads files, and the {@code *.yaml} and {@code *.yml} of folders and of all below them, in
   * their order, and checks the rules between stores. A single file is checked alone: the stores it
   * refers to may be anywhere. Files and folders whose names begin with a dot are left out.
   */
  public static List<StoreSpec> readAll(List<Path> paths) throws StoreFileException {
    return readAll(paths, System.getenv());
  }

  /** The same, with the environment given. */
  public static List<StoreSpec> readAll(List<Path> paths, Map<String, String> environment)
      throws StoreFileException {
    List<Problem> problems = new ArrayList<>();
    List<ReadFile> files = new ArrayList<>();
    for (Path file : files(paths, problems)) {
      ReadFile read = new StoreReader(file, environment).read();
      files.add(read);
      problems.addAll(read.problems());
    }
    if (paths.size() > 1 || paths.stream().anyMatch(Files::isDirectory)) {
      problems.addAll(StoreLinks.check(files));
    }
    if (!problems.isEmpty()) {
      throw new StoreFileException(sorted(problems, files));
    }
    return files.stream().map(ReadFile::spec).toList();
  }

  /** Each file once, even where a folder and a file of it are both named. */
  private static Iterable<Path> files(List<Path> paths, List<Problem> problems) {
    Map<Path, Path> files = new LinkedHashMap<>();
    for (Path path : paths) {
      List<Path> found = Files.isDirectory(path) ? inFolder(path, problems) : List.of(path);
      found.forEach(file -> files.putIfAbsent(file.toAbsolutePath().normalize(), file));
    }
    return files.values();
  }

  private static List<Path> inFolder(Path folder, List<Problem> problems) {
    try (Stream<Path> entries = Files.walk(folder)) {
      List<Path> files =
          entries
              .filter(file -> file.toString().matches(".*\\.ya?ml") && Files.isRegularFile(file))
              .filter(file -> !folder.relativize(file).toString().matches("(.*/)?\\..*"))
              .sorted()
              .toList();
      if (files.isEmpty()) {
        problems.add(
            new Problem(
                folder.toString(), 1, "", "the folder has no *.yaml or *.yml; name another one"));
      }
      return files;
    } catch (IOException | UncheckedIOException e) {
      problems.add(
          new Problem(
              folder.toString(), 1, "", "the folder cannot be read; check that you may read it"));
      return List.of();
    }
  }

  /** By file, in the order they were read, then by line. */
  private static List<Problem> sorted(List<Problem> problems, List<ReadFile> files) {
    List<String> order = files.stream().map(ReadFile::file).toList();
    return problems.stream()
        .sorted(
            java.util.Comparator.<Problem>comparingInt(problem -> order.indexOf(problem.file()))
                .thenComparingInt(Problem::line))
        .toList();
  }
}
