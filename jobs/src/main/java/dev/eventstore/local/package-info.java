/** Stores on this machine: an embedded cluster, and the folder where they live. */
package dev.eventstore.local;
