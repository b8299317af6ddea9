package dev.eventstore.usage;

/**
 * What usage records say of their meter.
 *
 * @param version names the definition: 12 hexadecimal digits that change with the operators
 */
public record MeterInfo(String name, String version) {}
