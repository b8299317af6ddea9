/** What operators tell a store, and what becomes of it. */
package dev.eventstore.control;
