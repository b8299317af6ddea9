package dev.eventstore.spec.yaml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Turns YAML's nodes into ours: aliases expanded, split expressions joined, the environment put in,
 * duplicates refused.
 */
final class NodeReader {
  /** Far beyond any store file; stops aliases of aliases from filling the memory. */
  private static final int MAX_NODES = 100_000;

  private static final Map<Tag, Node.ScalarKind> KINDS =
      Map.of(
          Tag.STR, Node.ScalarKind.TEXT,
          Tag.INT, Node.ScalarKind.INTEGER,
          Tag.FLOAT, Node.ScalarKind.DECIMAL,
          Tag.BOOL, Node.ScalarKind.BOOLEAN,
          Tag.NULL, Node.ScalarKind.NULL);

  private final Environment environment;
  private final Problems problems;
  private final SplitExpressions split;
  private int nodes;

  /**
   * @param text the file
   */
  NodeReader(String text, Environment environment, Problems problems) {
    this.environment = environment;
    this.problems = problems;
    this.split = new SplitExpressions(text);
  }

  Node.Mapping root(MappingNode root) {
    return mapping(root, "", 1);
  }

  private Node node(org.snakeyaml.engine.v2.nodes.Node yaml, String path, int line) {
    if (++nodes > MAX_NODES || yaml.isRecursive()) {
      problems.at(line, path, "aliases repeat too much of the file here; write the value out");
      return new Node.Scalar(path, line, Node.ScalarKind.NULL, "", "");
    }
    if (yaml instanceof MappingNode mapping) {
      return mapping(mapping, path, line);
    }
    if (yaml instanceof SequenceNode sequence) {
      return sequence(sequence, path, line);
    }
    return scalar((ScalarNode) yaml, path, line);
  }

  private Node.Mapping mapping(MappingNode yaml, String path, int line) {
    tag(yaml, Tag.MAP, path, line);
    Map<String, Node> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : split.join(yaml, path)) {
      int keyLine = line(tuple.getKeyNode(), line);
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        problems.at(keyLine, path, "a key is a list or a map; keys are plain words");
        continue;
      }
      String child = path.isEmpty() ? key.getValue() : path + "." + key.getValue();
      if (entries.containsKey(key.getValue())) {
        problems.at(keyLine, child, "the key stands twice in its map; remove one of them");
      } else {
        entries.put(key.getValue(), node(tuple.getValueNode(), child, keyLine));
      }
    }
    return new Node.Mapping(path, line, Collections.unmodifiableMap(entries));
  }

  private Node.Sequence sequence(SequenceNode yaml, String path, int line) {
    tag(yaml, Tag.SEQ, path, line);
    List<Node> items = new ArrayList<>();
    for (var item : yaml.getValue()) {
      items.add(node(item, path + "[" + items.size() + "]", line(item, line)));
    }
    return new Node.Sequence(path, line, List.copyOf(items));
  }

  private Node.Scalar scalar(ScalarNode yaml, String path, int line) {
    Node.ScalarKind kind = KINDS.get(yaml.getTag());
    if (kind == null) {
      tag(yaml, Tag.STR, path, line);
      kind = Node.ScalarKind.TEXT;
    }
    String written = yaml.getValue();
    String text = written;
    try {
      text = environment.resolve(written);
    } catch (IllegalArgumentException e) {
      problems.at(line, path, e.getMessage());
    }
    return new Node.Scalar(path, line, kind, text, written);
  }

  private void tag(org.snakeyaml.engine.v2.nodes.Node yaml, Tag expected, String path, int line) {
    if (!yaml.getTag().equals(expected)) {
      problems.at(line, path, "YAML tags are not used in store files; remove the '!' word");
    }
  }

  private static int line(org.snakeyaml.engine.v2.nodes.Node yaml, int otherwise) {
    return yaml.getStartMark().map(mark -> mark.getLine() + 1).orElse(otherwise);
  }
}
