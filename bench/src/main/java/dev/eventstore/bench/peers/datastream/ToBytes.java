package dev.eventstore.bench.peers.datastream;

import java.io.Serializable;
import java.util.function.Function;

/** The value of a record. */
@FunctionalInterface
interface ToBytes<T> extends Function<T, byte[]>, Serializable {}
