/** What is kept and sent, as bytes that later versions read too. */
package dev.eventstore.state;
