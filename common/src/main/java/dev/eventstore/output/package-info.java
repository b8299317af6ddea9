/** What meters say as tables, for CSV, Parquet and databases. */
package dev.eventstore.output;
