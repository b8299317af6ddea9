package dev.eventstore.usage;

import java.util.Locale;

/** What is counted of each source and period (contract 3.7). */
public enum Counter {
  RECEIVED,
  /** Events in the store now. */
  STORED,
  /** Same id, same content. */
  DUPLICATES,
  /** Same id, other content, kept out. */
  CONFLICTS,
  /** Versions that a later one replaced. */
  REPLACED,
  QUARANTINED,
  DELETED,
  /** Came after every source had completed the period; counted beside one of the outcomes. */
  LATE;

  /** The word used in reports. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
