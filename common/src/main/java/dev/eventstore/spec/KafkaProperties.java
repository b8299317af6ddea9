package dev.eventstore.spec;

import java.io.Serializable;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Kafka client properties. They print without their secrets: the value of a key that sounds like
 * one, or that came from the environment, shows as {@code ***}.
 *
 * @param asMap key to value, in key order
 * @param hidden the keys whose values came from the environment
 */
public record KafkaProperties(Map<String, String> asMap, Set<String> hidden)
    implements Serializable {
  private static final Pattern SECRET =
      Pattern.compile("(?i)password|passwd|secret|jaas|token|credential|user\\.info|\\.key$");

  public KafkaProperties {
    asMap = Collections.unmodifiableMap(new TreeMap<>(asMap));
    hidden = Set.copyOf(hidden);
  }

  public static KafkaProperties none() {
    return of(Map.of());
  }

  /** Properties none of which came from the environment. */
  public static KafkaProperties of(Map<String, String> properties) {
    return new KafkaProperties(properties, Set.of());
  }

  /** These properties, overridden key by key. */
  public KafkaProperties overriddenBy(KafkaProperties overrides) {
    Map<String, String> all = new TreeMap<>(asMap);
    all.putAll(overrides.asMap);
    Set<String> allHidden = new HashSet<>(hidden);
    allHidden.removeAll(overrides.asMap.keySet());
    allHidden.addAll(overrides.hidden);
    return new KafkaProperties(all, allHidden);
  }

  /** The value of a key, or null. */
  public String get(String key) {
    return asMap.get(key);
  }

  /** The brokers to start from, or null where none are given. */
  public String bootstrapServers() {
    return get("bootstrap.servers");
  }

  public boolean isEmpty() {
    return asMap.isEmpty();
  }

  @Override
  public String toString() {
    Map<String, String> shown = new TreeMap<>(asMap);
    shown.replaceAll((key, value) -> isSecret(key) ? "***" : value);
    return shown.toString();
  }

  private boolean isSecret(String key) {
    return hidden.contains(key) || SECRET.matcher(key).find();
  }
}
