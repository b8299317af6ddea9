/** Lines, rows and text from bytes that are not trusted. */
package dev.eventstore.text;
