/** Expressions of the store file: checked when it is read, exact when they run. */
package dev.eventstore.expression;
