/** What a store file changes when a store goes on from what it kept under an earlier one. */
package dev.eventstore.restart;
