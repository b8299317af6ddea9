package dev.eventstore.usage;

import java.util.Locale;

/**
 * Why a usage record was published (contract 3.9), the gravest last: of several changes gathered in
 * one revision, the gravest names it. State holds the order; new ones go to the end.
 */
public enum Reason {
  RELEASE,
  LATE,
  REPLACED,
  DELETED,
  REPROCESSED;

  /** The word used in records. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
