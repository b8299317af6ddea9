package dev.eventstore.event;

/** Turns the bytes of one source's records into events. Never throws, never drops. */
public interface Decoder {
  Decoded decode(SourceRecord record);
}
