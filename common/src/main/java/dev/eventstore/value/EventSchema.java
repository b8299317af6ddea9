package dev.eventstore.value;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The event definition of a store: its fields in the order of the store file, and which of them are
 * the identity, the key, the time and the version.
 *
 * <p>An event's values travel as {@code Object[]} in field order, {@code null} where a field is
 * absent. For keeping, they are split in three tuples that together hold each value once: {@link
 * #keyFields}, {@link #idFields} (without those of the key) and {@link #contentFields} (the rest).
 */
public final class EventSchema implements Serializable {
  private static final long serialVersionUID = 1L;

  private final List<Field> fields;
  private final List<String> id;
  private final List<String> key;
  private final String time;
  private final String version;
  private final int[] keyFields;
  private final int[] idFields;
  private final int[] contentFields;

  /**
   * @param time the timestamp field, or null where arrival time counts
   * @param version the field that orders versions of one id, or null
   * @throws IllegalArgumentException where a name is not among the fields
   */
  public EventSchema(
      List<Field> fields, List<String> id, List<String> key, String time, String version) {
    this.fields = List.copyOf(fields);
    this.id = List.copyOf(id);
    this.key = List.copyOf(key);
    this.time = time;
    this.version = version;
    this.keyFields = key.stream().mapToInt(this::require).toArray();
    this.idFields =
        id.stream().filter(name -> !key.contains(name)).mapToInt(this::require).toArray();
    this.contentFields =
        IntStream.range(0, fields.size())
            .filter(i -> !key.contains(name(i)) && !id.contains(name(i)))
            .toArray();
    if (time != null) {
      require(time);
    }
    if (version != null) {
      require(version);
    }
  }

  public List<Field> fields() {
    return fields;
  }

  public Field field(int index) {
    return fields.get(index);
  }

  public int size() {
    return fields.size();
  }

  public List<String> id() {
    return id;
  }

  public List<String> key() {
    return key;
  }

  /** The index of a field, or -1. */
  public int indexOf(String name) {
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  /** The index of the time field; empty where arrival time counts. */
  public OptionalInt timeField() {
    return time == null ? OptionalInt.empty() : OptionalInt.of(indexOf(time));
  }

  /** The index of the field that orders versions; empty where the latest arrival wins. */
  public OptionalInt versionField() {
    return version == null ? OptionalInt.empty() : OptionalInt.of(indexOf(version));
  }

  /** Indexes of the key's fields, in the key's order. */
  public int[] keyFields() {
    return keyFields;
  }

  /** Indexes of the identity's fields that are not in the key, in the identity's order. */
  public int[] idFields() {
    return idFields;
  }

  /** Indexes of all other fields, in field order. */
  public int[] contentFields() {
    return contentFields;
  }

  private String name(int index) {
    return fields.get(index).name();
  }

  private int require(String name) {
    int index = indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException("event has no field '" + name + "'");
    }
    return index;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EventSchema that
        && fields.equals(that.fields)
        && id.equals(that.id)
        && key.equals(that.key)
        && java.util.Objects.equals(time, that.time)
        && java.util.Objects.equals(version, that.version);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(new Object[] {fields, id, key, time, version});
  }
}
