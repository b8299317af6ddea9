package dev.eventstore.meter;

import dev.eventstore.spec.MeterSpec.Lookup;
import dev.eventstore.spec.MeterSpec.Missing;
import dev.eventstore.table.Table;
import dev.eventstore.table.Tables;

/** Adds the columns that a table has for a row's key, as of the event's time. */
final class LookupStep implements Step {
  private final Lookup lookup;
  private final int key;
  private final int[] places;
  private Table table;
  private MissingRows missingRows;

  /**
   * @param key where the key is in a row
   * @param places where the table's columns go
   */
  LookupStep(Lookup lookup, int key, int[] places) {
    this.lookup = lookup;
    this.key = key;
    this.places = places;
  }

  @Override
  public void prepare(Tables tables, MissingRows missing) {
    table = tables.of(lookup.table());
    missingRows = missing;
  }

  @Override
  public boolean apply(Row row) {
    Object wanted = row.get(key);
    Object[] found = wanted == null ? null : table.find(wanted, row.time());
    for (int i = 0; i < places.length; i++) {
      row.set(places[i], found == null ? null : found[i]);
    }
    if (found == null && lookup.missing() == Missing.QUARANTINE) {
      missingRows.missing(lookup, wanted);
    }
    return found != null || lookup.missing() == Missing.NULL;
  }
}
