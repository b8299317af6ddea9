package dev.eventstore.spec.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Puts expressions together again that YAML splits at their commas: <code>{a: round(b, 3)}</code>
 * reads as the entries <code>a: round(b</code> and <code>3)</code>, the second without a value.
 * What cannot be closed by the entries that follow stays as it is, and is refused later.
 */
final class SplitExpressions {
  /** Where the store file has expressions. */
  private static final Pattern PLACES =
      Pattern.compile(
          "sources\\[\\d+]\\.(filter|fields\\.\\w+)"
              + "|meters\\[\\d+]\\.operators\\[\\d+]\\.(filter|(derive|aggregate\\.values)\\.\\w+)"
              + "|release\\.checks\\[\\d+]\\.expect");

  private static final Pattern ONE_LINE = Pattern.compile("[ \\t]*,[ \\t]*");

  private final String text;

  /**
   * @param text the file
   */
  SplitExpressions(String text) {
    this.text = text;
  }

  /** The map's entries, with those joined that are one expression. */
  List<NodeTuple> join(MappingNode map, String path) {
    List<NodeTuple> given = map.getValue();
    if (map.getFlowStyle() != FlowStyle.FLOW) {
      return given;
    }
    List<NodeTuple> joined = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      NodeTuple entry = given.get(i);
      int end = isExpression(entry, path) ? end(given, i) : i;
      joined.add(end == i ? entry : joined(given.subList(i, end + 1)));
      i = end;
    }
    return joined;
  }

  private static boolean isExpression(NodeTuple entry, String path) {
    return entry.getKeyNode() instanceof ScalarNode key
        && isPlain(entry.getValueNode())
        && PLACES.matcher(path + "." + key.getValue()).matches();
  }

  /** The entry that closes what the one at {@code start} opens; that one itself where none does. */
  private int end(List<NodeTuple> entries, int start) {
    Brackets brackets = new Brackets();
    brackets.read(((ScalarNode) entries.get(start).getValueNode()).getValue());
    int end = start;
    while (brackets.isOpen()) {
      end++;
      if (end == entries.size() || !isPart(entries.get(end))) {
        return start;
      }
      brackets.read(((ScalarNode) entries.get(end).getKeyNode()).getValue());
    }
    return end;
  }

  /** Whether an entry is no more than a key. */
  private static boolean isPart(NodeTuple entry) {
    return isPlain(entry.getKeyNode())
        && isPlain(entry.getValueNode())
        && ((ScalarNode) entry.getValueNode()).getValue().isEmpty();
  }

  private static boolean isPlain(Node node) {
    return node instanceof ScalarNode scalar && scalar.getScalarStyle() == ScalarStyle.PLAIN;
  }

  private NodeTuple joined(List<NodeTuple> parts) {
    ScalarNode last = (ScalarNode) parts.get(0).getValueNode();
    Optional<Mark> start = last.getStartMark();
    StringBuilder whole = new StringBuilder(last.getValue());
    for (NodeTuple part : parts.subList(1, parts.size())) {
      ScalarNode next = (ScalarNode) part.getKeyNode();
      whole.append(between(last, next)).append(next.getValue());
      last = next;
    }
    return new NodeTuple(
        parts.get(0).getKeyNode(),
        new ScalarNode(
            Tag.STR, true, whole.toString(), ScalarStyle.PLAIN, start, last.getEndMark()));
  }

  /** As it is written, since it may be within a text literal; over a line's end as YAML folds. */
  private String between(ScalarNode last, ScalarNode next) {
    int from = text.offsetByCodePoints(0, last.getEndMark().orElseThrow().getIndex());
    int to = text.offsetByCodePoints(0, next.getStartMark().orElseThrow().getIndex());
    String written = text.substring(from, to);
    return ONE_LINE.matcher(written).matches() ? written : ", ";
  }

  /** What an expression has opened and not closed yet. */
  private static final class Brackets {
    private int depth;

    /** The quote of the literal that it stands in, or 0. */
    private char quote;

    /** Each part but the first comes after a comma. */
    void read(String part) {
      for (int i = 0; i < part.length(); i++) {
        char c = part.charAt(i);
        if (quote != 0) {
          if (c == '\\') {
            i++;
          } else if (c == quote) {
            quote = 0;
          }
        } else if (c == '"' || c == '\'') {
          quote = c;
        } else if (c == '(' || c == '[') {
          depth++;
        } else if (c == ')' || c == ']') {
          depth--;
        }
      }
    }

    boolean isOpen() {
      return depth > 0 || quote != 0;
    }
  }
}
