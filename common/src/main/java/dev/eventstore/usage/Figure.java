package dev.eventstore.usage;

import dev.eventstore.value.Digest;
import dev.eventstore.value.ValueReader;
import dev.eventstore.value.ValueWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a group's events amount to.
 *
 * @param events how many there are
 * @param sources how many of each source
 * @param digest of the events, in any order
 * @param groups the names of the group's columns
 * @param names of the values, in the meter's order
 */
public record Figure(
    long events,
    SortedMap<String, Long> sources,
    Digest digest,
    List<String> groups,
    List<String> names,
    Object[] values) {
  private static final int VERSION = 1;

  /** The value of a name, or null. */
  public Object value(String name) {
    int place = names.indexOf(name);
    return place < 0 ? null : values[place];
  }

  /** Whether a revision would say nothing new: the same values, of some events or of none. */
  public boolean sameValuesAs(Figure other) {
    return groups.equals(other.groups)
        && names.equals(other.names)
        && (events == 0) == (other.events == 0)
        && Arrays.equals(valueBytes(), other.valueBytes());
  }

  private byte[] valueBytes() {
    ValueWriter writer = new ValueWriter();
    for (Object value : values) {
      writer.value(value);
    }
    return writer.toBytes();
  }

  /** The figure of the same group when it is no group of its meter any more. */
  public Figure gone() {
    return new Figure(0, new TreeMap<>(), Digest.NONE, groups, names, new Object[values.length]);
  }

  /**
   * A version, the events, the sources with theirs, the digest, the group's columns, then names and
   * values.
   */
  public byte[] toBytes() {
    ValueWriter writer = new ValueWriter();
    writer.unsigned(VERSION).unsigned(events).unsigned(sources.size());
    sources.forEach((source, count) -> writer.string(source).unsigned(count));
    writer.blob(digest.toBytes()).unsigned(groups.size());
    groups.forEach(writer::string);
    writer.unsigned(names.size());
    for (int i = 0; i < values.length; i++) {
      writer.string(names.get(i)).value(values[i]);
    }
    return writer.toBytes();
  }

  public static Figure fromBytes(byte[] bytes) {
    ValueReader reader = new ValueReader(bytes);
    long version = reader.unsigned();
    if (version != VERSION) {
      throw new IllegalArgumentException("figure of layout " + version + ", this reads " + VERSION);
    }
    long events = reader.unsigned();
    SortedMap<String, Long> sources = new TreeMap<>();
    for (long i = reader.unsigned(); i > 0; i--) {
      String source = reader.string();
      sources.put(source, reader.unsigned());
    }
    Digest digest = Digest.fromBytes(reader.blob());
    List<String> groups = new ArrayList<>();
    for (long i = reader.unsigned(); i > 0; i--) {
      groups.add(reader.string());
    }
    List<String> names = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    for (long i = reader.unsigned(); i > 0; i--) {
      names.add(reader.string());
      values.add(reader.value());
    }
    return new Figure(
        events, sources, digest, List.copyOf(groups), List.copyOf(names), values.toArray());
  }
}
