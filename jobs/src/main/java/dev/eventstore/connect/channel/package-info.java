/** The channels of a store: control, quarantine, status. */
package dev.eventstore.connect.channel;
