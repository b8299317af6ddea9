package dev.eventstore.output;

import java.io.Serializable;

/**
 * One column of what a meter says.
 *
 * @param section the object of the record it is in, such as {@code values}; empty where it is the
 *     record itself
 */
public record Column(String section, String name, ColumnType type) implements Serializable {

  /** Its name where columns are flat: {@code values.quantity}. */
  public String path() {
    return section.isEmpty() ? name : section + "." + name;
  }
}
