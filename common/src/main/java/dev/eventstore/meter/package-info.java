/** What meters make of events: contributions that merge, and figures. */
package dev.eventstore.meter;
