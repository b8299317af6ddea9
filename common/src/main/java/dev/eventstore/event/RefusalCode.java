package dev.eventstore.event;

import java.util.Locale;

/** Why a record was refused (contract 3.1). */
public enum RefusalCode {
  MALFORMED,
  MISSING_FIELD,
  WRONG_TYPE,
  BAD_TIME,
  TOO_FAR_AHEAD,
  EXPIRED,
  CONFLICT,
  LATE,
  FILTER_FAILED,
  /** Of events in the store: a lookup does not find what it must. */
  MISSING_ROW;

  /** The code as published, such as {@code missing-field}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
