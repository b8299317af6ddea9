package dev.eventstore.store;

import dev.eventstore.spec.Problem;
import dev.eventstore.spec.StoreFileException;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.spec.read.StoreFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.flink.core.fs.Path;

/**
 * Where a job's store file is: a path of this machine, {@code classpath:NAME}, or a URI of any of
 * Flink's file systems.
 */
public final class StoreLocation {
  private static final String CLASSPATH = "classpath:";
  private static final Pattern URI = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*");

  private StoreLocation() {}

  /** Reads and validates the store file. */
  public static StoreSpec read(String location) throws StoreFileException {
    if (location.startsWith(CLASSPATH)) {
      return resource(location, location.substring(CLASSPATH.length()));
    }
    if (!URI.matcher(location).matches()) {
      return StoreFiles.read(java.nio.file.Path.of(location));
    }
    Path file = new Path(location);
    return "file".equals(file.toUri().getScheme())
        ? StoreFiles.read(java.nio.file.Path.of(file.getPath()))
        : remote(location, file);
  }

  private static StoreSpec resource(String location, String name) throws StoreFileException {
    ClassLoader classes = Thread.currentThread().getContextClassLoader();
    try (InputStream in = classes.getResourceAsStream(name)) {
      if (in == null) {
        throw refused(location, "there is no such file on the class path; check its name");
      }
      return StoreFiles.read(location, text(in));
    } catch (IOException e) {
      throw refused(location, "the file cannot be read from the class path; check the jar");
    }
  }

  private static StoreSpec remote(String location, Path file) throws StoreFileException {
    try (InputStream in = file.getFileSystem().open(file)) {
      return StoreFiles.read(location, text(in));
    } catch (FileNotFoundException e) {
      throw refused(location, "there is no such file; check the URI");
    } catch (IOException e) {
      throw refused(
          location,
          "the file cannot be read ("
              + String.valueOf(e.getMessage()).lines().findFirst().orElse("")
              + "); check the URI, the rights, and that the plugin of its file system is there");
    }
  }

  private static String text(InputStream in) throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }

  private static StoreFileException refused(String location, String message) {
    return new StoreFileException(List.of(new Problem(location, 1, "", message)));
  }
}
