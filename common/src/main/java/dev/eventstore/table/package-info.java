/** What meters say as rows of a table, for formats that have columns. */
package dev.eventstore.table;
