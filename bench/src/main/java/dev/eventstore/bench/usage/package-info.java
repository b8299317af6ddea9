/**
 * The usage that all contenders of the benchmark get, and what they must make of it.
 *
 * <p>{@link dev.eventstore.bench.usage.UsageEvents} says what event number {@code n} is, {@link
 * dev.eventstore.bench.usage.UsageTopics} where it is reported, {@link
 * dev.eventstore.bench.usage.Totals} what an account has used in a period. Nothing here knows the
 * store, and nothing is random: the same {@link dev.eventstore.bench.usage.UsagePlan} gives the
 * same bytes in the same places.
 *
 * <p>The rules of the usage:
 *
 * <ul>
 *   <li>An event is identified by its {@code event_id}. Of one id the first that was reported
 *       counts; identical duplicates and other content under a known id (a conflict) change
 *       nothing. A conflict follows the event in the same partition of the same topic, so that
 *       which one was first does not depend on who reads.
 *   <li>An event belongs to the calendar month (UTC) of its {@code occurred_at}, in microseconds.
 *   <li>An account has used the sum of {@code bytes} and the count of its events of which {@code
 *       status} is below 500.
 * </ul>
 */
package dev.eventstore.bench.usage;
