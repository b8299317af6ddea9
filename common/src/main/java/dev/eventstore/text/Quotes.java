package dev.eventstore.text;

/** Follows a row of CSV byte by byte: whether a line end stands within quotes. For one thread. */
final class Quotes {
  private enum Place {
    START_OF_VALUE,
    VALUE,
    QUOTED,
    AFTER_QUOTE,
    BROKEN
  }

  private final byte delimiter;
  private final byte quote;
  private Place place = Place.START_OF_VALUE;

  Quotes(CsvDialect dialect) {
    this.delimiter = (byte) dialect.delimiter();
    this.quote = (byte) dialect.quote();
  }

  void startRow() {
    place = Place.START_OF_VALUE;
  }

  void pass(byte next) {
    switch (place) {
      case START_OF_VALUE, VALUE -> {
        if (next == delimiter) {
          place = Place.START_OF_VALUE;
        } else {
          // Only at its start does a quote open a value; elsewhere it is a character.
          place = next == quote && place == Place.START_OF_VALUE ? Place.QUOTED : Place.VALUE;
        }
      }
      case QUOTED -> place = next == quote ? Place.AFTER_QUOTE : Place.QUOTED;
      case AFTER_QUOTE -> {
        if (next == quote) {
          place = Place.QUOTED;
        } else if (next == delimiter) {
          place = Place.START_OF_VALUE;
        } else if (next != '\r' && next != '\n') {
          place = Place.BROKEN;
        }
      }
      case BROKEN -> {
        // To the end of the line.
      }
    }
  }

  boolean areOpen() {
    return place == Place.QUOTED;
  }

  boolean areBroken() {
    return place == Place.BROKEN;
  }
}
