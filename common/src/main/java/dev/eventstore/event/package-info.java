/** What comes from sources, and how an event is made of it: decoded, mapped, checked. */
package dev.eventstore.event;
