/** Looks at the ends of a store before its job starts. */
package dev.eventstore.connect.check;
