/** A store file as YAML: its nodes with their paths and lines, and the environment put in. */
package dev.eventstore.spec.yaml;
