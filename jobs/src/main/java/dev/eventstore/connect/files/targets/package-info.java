/** Targets that are folders, and the formats of their files. */
package dev.eventstore.connect.files.targets;
