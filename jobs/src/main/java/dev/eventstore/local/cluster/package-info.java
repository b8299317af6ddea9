/** A cluster of processes on this machine. */
package dev.eventstore.local.cluster;
