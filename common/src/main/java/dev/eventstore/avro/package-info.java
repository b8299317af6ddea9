/** Avro: values of records, and where their schemas come from. */
package dev.eventstore.avro;
