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
  FILTER_FAILED;

  /** The code as published, such as {@code missing-field}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
