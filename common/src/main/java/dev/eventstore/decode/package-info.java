/** How an event is made of what a source reports: decoded from its format, mapped, checked. */
package dev.eventstore.decode;
