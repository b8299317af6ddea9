/** Sources that are folders, and how files of each format are read. */
package dev.eventstore.connect.files;
