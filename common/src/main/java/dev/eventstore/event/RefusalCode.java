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
  /** Another store has deleted an event, which this one cannot do yet. */
  NOT_DELETED;

  /** The code as published, such as {@code missing-field}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
