package dev.eventstore.spec;

import dev.eventstore.value.EventSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The parts of a store file that its state depends on. Where one of them changed, kept events would
 * be misread, or not be found: the same event would be stored twice.
 */
public final class StoreIdentity {
  private static final String IS = " is ";

  private StoreIdentity() {}

  /** Each part with what it is, as text to be kept with the state. */
  public static List<String> of(StoreSpec spec) {
    List<String> kept = new ArrayList<>();
    parts(spec).forEach((part, value) -> kept.add(part + IS + value));
    return kept;
  }

  /**
   * @param kept what {@link #of} gave for the store file that the state was written under
   * @throws IllegalArgumentException with one sentence that names what has changed
   */
  public static void requireSame(Iterable<String> kept, StoreSpec spec) {
    Map<String, String> now = parts(spec);
    List<String> changes = new ArrayList<>();
    for (String part : kept) {
      int is = part.indexOf(IS);
      String name = part.substring(0, is);
      String before = part.substring(is + IS.length());
      if (!before.equals(now.get(name))) {
        changes.add(name + IS + now.get(name) + " now and was " + before);
      }
    }
    if (!changes.isEmpty()) {
      throw new IllegalArgumentException(
          String.join(", ", changes)
              + " when the state was written; write it as it was, or start the store anew from its"
              + " sources");
    }
  }

  private static Map<String, String> parts(StoreSpec spec) {
    EventSchema event = spec.event();
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("store", spec.name());
    parts.put("event.id", fields(event, event.id()));
    parts.put("event.key", fields(event, event.key()));
    parts.put(
        "event.time",
        event.timeField().isPresent()
            ? event.field(event.timeField().getAsInt()).name()
            : "not given");
    parts.put("period", spec.calendar().toString());
    parts.put("shards", String.valueOf(spec.shards()));
    return parts;
  }

  private static String fields(EventSchema event, List<String> names) {
    return names.stream()
        .map(name -> name + " (" + event.field(event.indexOf(name)).type().word() + ")")
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
