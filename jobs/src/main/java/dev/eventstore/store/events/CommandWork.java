package dev.eventstore.store.events;

import dev.eventstore.state.StoreKey;

/** What a command does to the events of one subtask, chunk by chunk. */
interface CommandWork {

  /** Whether it is about a chunk's bucket and period, so that others need not be read. */
  boolean concerns(StoreKey chunk);

  /** Works on the current chunk; doing it again does no harm. */
  void chunk(StoreKey chunk) throws Exception;

  /** All chunks have been worked on. */
  void end();

  /** Events changed since the last call. */
  long takeChanged();

  /** Events found, beside those changed. */
  long found();
}
