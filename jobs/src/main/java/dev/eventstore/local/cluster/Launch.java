package dev.eventstore.local.cluster;

import java.util.List;

/**
 * How a process is started.
 *
 * @param heap such as {@code 512m}
 */
record Launch(String classPath, Class<?> main, String heap, List<String> arguments) {}
