package dev.eventstore.connect.files;

import dev.eventstore.connect.ConnectException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;

/**
 * The files of a source: a folder with everything below it, or one file.
 *
 * @param path absolute, as text so that it serializes
 * @param given names of files, relative to the path or absolute; null: those that are there
 */
public record InputFolder(String path, List<String> given) implements Serializable {

  /** In whose files completeness markers are, whatever the format of the others. */
  private static final String MARKERS = ".complete";

  /** Names of files that somebody is still writing. */
  private static final List<String> UNFINISHED =
      List.of(".tmp", ".temp", ".part", ".partial", ".inprogress", ".crdownload", "~");

  /** As text; markers come after what they speak of. */
  static final Comparator<String> ORDER =
      Comparator.comparing(InputFolder::holdsMarkers).thenComparing(Comparator.naturalOrder());

  public InputFolder(String path) {
    this(path, null);
  }

  /** Which content of a file was seen: another one has another size or time. */
  record Version(long size, long modified) implements Serializable {}

  static boolean holdsMarkers(String name) {
    return name.endsWith(MARKERS);
  }

  /**
   * The names of the files, relative to the folder with {@code /} between, in their {@link #ORDER}.
   * Hidden files and those that begin with {@code _}, folders named so, and files whose names say
   * that they are not finished, are no input.
   *
   * @throws ConnectException with one sentence that names the path and the remedy
   */
  public List<String> names() {
    if (given != null) {
      return given;
    }
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
    try {
      List<String> names = new ArrayList<>();
      for (Path file : FilesBelow.of(root)) {
        if (isInput(root.relativize(file))) {
          names.add(name(root.relativize(file)));
        }
      }
      names.sort(ORDER);
      return names;
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  /**
   * Opens a file at a place in its content; what ends in {@code .gz} is unpacked.
   *
   * @param offset how many bytes of the unpacked content to leave out
   */
  InputStream open(String name, long offset) throws IOException {
    InputStream in = new DiskStream(Files.newInputStream(file(name)), name, path);
    try {
      InputStream content = name.endsWith(".gz") ? new GZIPInputStream(in, 1 << 16) : in;
      content.skipNBytes(offset);
      return content;
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  /** All files that are there now; one that goes away meanwhile is left out. */
  SortedMap<String, Version> versions() {
    SortedMap<String, Version> versions = new TreeMap<>(ORDER);
    for (String name : names()) {
      try {
        BasicFileAttributes found = Files.readAttributes(file(name), BasicFileAttributes.class);
        versions.put(name, new Version(found.size(), found.lastModifiedTime().toMillis()));
      } catch (NoSuchFileException e) {
        // It is not there.
      } catch (IOException e) {
        throw unreadable(file(name).toString(), e);
      }
    }
    return versions;
  }

  /** In bytes; 0 where it is not there. */
  long size(String name) {
    return file(name).toFile().length();
  }

  public boolean isReadable(String name) {
    return Files.isReadable(file(name));
  }

  Path file(String name) {
    Path root = Path.of(path);
    return Files.isDirectory(root) ? root.resolve(name) : root;
  }

  private static boolean isInput(Path relative) {
    return StreamSupport.stream(relative.spliterator(), false)
            .map(Path::toString)
            .noneMatch(part -> part.startsWith(".") || part.startsWith("_"))
        && UNFINISHED.stream().noneMatch(relative.toString()::endsWith);
  }

  private static String name(Path relative) {
    return relative.toString().replace(relative.getFileSystem().getSeparator(), "/");
  }

  private static ConnectException unreadable(String path, Exception cause) {
    return new ConnectException(
        path + " cannot be read; give this user the right to read it and what is in it", cause);
  }
}
