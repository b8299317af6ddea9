package dev.eventstore.usage;

import java.util.List;

/**
 * What usage records say of their meter.
 *
 * @param version names the definition: 12 hexadecimal digits that change with the operators
 * @param groups the names of the group's columns
 */
public record MeterInfo(String name, String version, List<String> groups) {}
