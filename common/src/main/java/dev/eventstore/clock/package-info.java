/** When a source has reported everything: promises, made per partition and never taken back. */
package dev.eventstore.clock;
