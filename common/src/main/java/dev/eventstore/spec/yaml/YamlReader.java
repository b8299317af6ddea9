package dev.eventstore.spec.yaml;

import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.ComposerException;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Reads the text of a store file: one YAML document whose root is a map. */
public final class YamlReader {
  private YamlReader() {}

  /** The root, or empty where the text is no such document: then a problem says why. */
  public static Optional<Node.Mapping> read(
      String text, Map<String, String> environment, Problems problems) {
    LoadSettings settings =
        LoadSettings.builder().setUseMarks(true).setSchema(new CoreSchema()).build();
    try {
      var root = new Compose(settings).composeString(text);
      if (root.isEmpty()) {
        problems.at(1, "", "the file is empty; a store file starts with apiVersion: eventstore/v1");
        return Optional.empty();
      }
      if (!(root.get() instanceof MappingNode mapping)) {
        problems.at(1, "", "the file is not a map of keys; write apiVersion, store and so on");
        return Optional.empty();
      }
      return Optional.of(
          new NodeReader(text, new Environment(environment), problems).root(mapping));
    } catch (MarkedYamlEngineException e) {
      problems.at(line(e), "", notYaml(e));
    } catch (ReaderException e) {
      problems.at(1, "", "the file holds a character that YAML does not allow; save it as text");
    } catch (YamlEngineException e) {
      problems.at(1, "", "the file is too large or too deep for a store file; shorten it");
    } catch (StackOverflowError e) {
      problems.at(1, "", "the file is nested too deeply for a store file; flatten it");
    }
    return Optional.empty();
  }

  private static int line(MarkedYamlEngineException e) {
    return e.getProblemMark().or(e::getContextMark).map(mark -> mark.getLine() + 1).orElse(1);
  }

  /** Composer errors quote the file, perhaps a secret in it, and so are told in own words. */
  private static String notYaml(MarkedYamlEngineException e) {
    if (e instanceof ComposerException) {
      return "but found another document".equals(e.getProblem())
          ? "the file holds more than one document; write one store per file"
          : "an alias names no anchor; quote a value that starts with '*'";
    }
    return "the file is not YAML here (" + e.getProblem() + "); check quotes and indentation";
  }
}
