package dev.eventstore.bench.report;

/** A table in Markdown. */
final class Markdown {
  private final StringBuilder text = new StringBuilder();

  /**
   * @param head the first column is text, the others are figures
   */
  Markdown(String... head) {
    row((Object[]) head);
    text.append("|---|").append("--:|".repeat(head.length - 1)).append('\n');
  }

  Markdown row(Object... cells) {
    for (Object cell : cells) {
      text.append("| ").append(cell).append(' ');
    }
    text.append("|\n");
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
