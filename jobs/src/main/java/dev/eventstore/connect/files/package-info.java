/** Sources and targets that are folders, and their formats. */
package dev.eventstore.connect.files;
