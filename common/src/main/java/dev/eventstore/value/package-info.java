/** Types of fields and their canonical values: how they compare, and their bytes. */
package dev.eventstore.value;
