/** Sources and targets that are topics, and the store's use of brokers. */
package dev.eventstore.connect.kafka;
