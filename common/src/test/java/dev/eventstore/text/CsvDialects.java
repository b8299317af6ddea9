package dev.eventstore.text;

/** How tests write CSV where they do not say otherwise. */
public final class CsvDialects {
  /** What a store file means that says nothing of it. */
  public static final CsvDialect STANDARD = new CsvDialect(',', '"', "");

  private CsvDialects() {}
}
