package dev.eventstore.cli.table;

import java.io.PrintWriter;

/** A table of any length: it is printed in blocks, each with the head and widths of its own. */
public final class LongTable {
  private static final int BLOCK = 1_000;

  private final PrintWriter out;
  private final String[] head;
  private Table block;
  private int rows;

  public LongTable(PrintWriter out, String... head) {
    this.out = out;
    this.head = head;
    this.block = new Table(head);
  }

  public void row(Object... cells) {
    block.row(cells);
    if (++rows % BLOCK == 0) {
      print();
    }
  }

  public void end() {
    if (rows == 0 || rows % BLOCK > 0) {
      print();
    }
  }

  private void print() {
    out.print(block);
    out.flush();
    block = new Table(head);
  }
}
