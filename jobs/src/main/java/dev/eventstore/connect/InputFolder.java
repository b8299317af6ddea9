package dev.eventstore.connect;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;

/**
 * The files of a source: a folder with everything below it, or one file.
 *
 * @param path absolute, as text so that it serializes
 */
record InputFolder(String path) implements Serializable {

  /**
   * The names of the files, relative to the folder with {@code /} between, in their order as text.
   * Hidden files and those that begin with {@code _}, and folders named so, are no input.
   *
   * @throws ConnectException with one sentence that names the path and the remedy
   */
  List<String> names() {
    Path root = Path.of(path);
    if (!Files.exists(root)) {
      throw new ConnectException(
          path + " does not exist; create it or correct the source's files.path", null);
    }
    if (!Files.isReadable(root)) {
      throw unreadable(path, null);
    }
    if (!Files.isDirectory(root)) {
      return List.of(root.getFileName().toString());
    }
    try (Stream<Path> files = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
      List<String> names =
          new ArrayList<>(
              files
                  .filter(file -> isInput(root.relativize(file)) && Files.isRegularFile(file))
                  .map(file -> name(root.relativize(file)))
                  .toList());
      names.sort(null);
      return names;
    } catch (IOException | java.io.UncheckedIOException e) {
      throw unreadable(path, e);
    }
  }

  /**
   * Opens a file at a place in its content; what ends in {@code .gz} is unpacked.
   *
   * @param offset how many bytes of the unpacked content to leave out
   */
  InputStream open(String name, long offset) throws IOException {
    InputStream in = Files.newInputStream(file(name));
    try {
      InputStream content = name.endsWith(".gz") ? new GZIPInputStream(in, 1 << 16) : in;
      content.skipNBytes(offset);
      return content;
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  boolean isReadable(String name) {
    return Files.isReadable(file(name));
  }

  private Path file(String name) {
    Path root = Path.of(path);
    return Files.isDirectory(root) ? root.resolve(name) : root;
  }

  private static boolean isInput(Path relative) {
    return StreamSupport.stream(relative.spliterator(), false)
        .map(Path::toString)
        .noneMatch(part -> part.startsWith(".") || part.startsWith("_"));
  }

  private static String name(Path relative) {
    return relative.toString().replace(relative.getFileSystem().getSeparator(), "/");
  }

  private static ConnectException unreadable(String path, Exception cause) {
    return new ConnectException(
        path + " cannot be read; give this user the right to read it and what is in it", cause);
  }
}
