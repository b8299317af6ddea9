/** What the ends of a store share, whatever is behind them. */
package dev.eventstore.connect;
