package dev.eventstore.connect;

import java.io.Serializable;

/** Takes the bytes that leave the job from what travels in it. */
@FunctionalInterface
public interface ToBytes<T> extends Serializable {
  byte[] of(T value);
}
