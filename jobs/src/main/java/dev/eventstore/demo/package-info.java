/** The demo: three regions, a broker and a cluster in one process. */
package dev.eventstore.demo;
