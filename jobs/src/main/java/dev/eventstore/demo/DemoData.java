package dev.eventstore.demo;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The usage of one month in three regions: thousands of events, with what real life adds to them.
 * The same in every run.
 */
final class DemoData {
  static final List<String> REGIONS = List.of("eu", "us", "apac");
  static final String PERIOD = "2026-10";
  private static final int EVENTS_PER_REGION = 2_000;
  private static final int ACCOUNTS = 12;
  private static final List<String> PATHS = List.of("/search", "/orders", "/export", "/login");

  private final Random random = new Random(2026);
  private final Map<String, List<String>> lines = new LinkedHashMap<>();
  private final List<DemoEvent> events = new ArrayList<>();
  private final DemoEvent late;

  DemoData() {
    REGIONS.forEach(region -> lines.put(region, new ArrayList<>()));
    for (String region : REGIONS) {
      for (int i = 0; i < EVENTS_PER_REGION; i++) {
        report(region, i);
      }
    }
    lines.values().forEach(reported -> Collections.shuffle(reported, random));
    addNoise();
    late = event("late-1", "eu", "acc-03", "2026-10-31T22:59:59.999999Z", 1);
  }

  /** What a region reports, in order of arrival. */
  List<String> lines(String region) {
    return lines.get(region);
  }

  /** All versions of all events, whatever the duplicates. */
  List<DemoEvent> events() {
    return events;
  }

  /** An event of the month that comes after the month was published. */
  DemoEvent late() {
    return late;
  }

  private void report(String region, int number) {
    String id = region + "-" + number;
    String account = "acc-%02d".formatted(random.nextInt(ACCOUNTS));
    int versions = random.nextInt(40) == 0 ? 2 : 1;
    for (int seq = 1; seq <= versions; seq++) {
      DemoEvent event = event(id, region, account, time(), seq);
      events.add(event);
      add(region, event);
      if (random.nextInt(25) == 0) {
        add(region, event);
      }
      if (random.nextInt(100) == 0) {
        add(REGIONS.get(random.nextInt(REGIONS.size())), event);
      }
    }
  }

  private void add(String region, DemoEvent event) {
    lines.get(region).add(event.writtenBy(region));
  }

  private DemoEvent event(String id, String region, String account, String time, int seq) {
    BigDecimal bytes = BigDecimal.valueOf(1 + (long) random.nextInt(2_000_000_000));
    int status = random.nextInt(20) == 0 ? 503 : 200;
    String path = PATHS.get(random.nextInt(PATHS.size()));
    return new DemoEvent(id, region, account, time, seq, path, status, bytes);
  }

  /** Within the month in Berlin: from September 30 22:00 to October 31 23:00 UTC. */
  private String time() {
    return "2026-10-%02dT%02d:%02d:%02d.%06dZ"
        .formatted(
            1 + random.nextInt(31),
            random.nextInt(23),
            random.nextInt(60),
            random.nextInt(60),
            random.nextInt(1_000_000));
  }

  /** What cannot be billed, and has to be found again. */
  private void addNoise() {
    lines.get("eu").add(17, "{\"event_id\": \"broken");
    lines
        .get("eu")
        .add(
            99,
            "{\"event_id\":\"n-1\",\"occurred_at\":\"2026-10-03T10:00:00Z\",\"account_id\":\"acc-01\","
                + "\"path\":\"/search\",\"status\":200,\"bytes\":\"many\"}");
    lines
        .get("us")
        .add(
            50,
            "{\"specversion\":\"1.0\",\"id\":\"n-2\",\"source\":\"/gateway\",\"type\":\"api\","
                + "\"time\":\"yesterday\",\"data\":{\"seq\":1,\"customer\":{\"id\":\"acc-01\"},"
                + "\"path\":\"/search\",\"status\":200,\"kb\":1}}");
    lines
        .get("us")
        .add(
            60,
            "{\"specversion\":\"1.0\",\"id\":\"h-1\",\"source\":\"/gateway\",\"type\":\"heartbeat\","
                + "\"time\":\"2026-10-03T10:00:00Z\"}");
    lines.get("apac").add(70, "n-3,2026-10-03T10:00:00Z,1,acc-01,/search,,1");
  }
}
