package dev.eventstore.breaking;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What the sources report, round by round, the same for the same seed: each round is an hour. Some
 * events come twice, from the other source too, or in a newer version, some are unreadable, and
 * some belong to an hour that is over.
 */
final class Load {
  static final List<String> SOURCES = List.of("eu", "us");
  private static final Instant BEGIN = Instant.parse("2026-08-01T00:00:00Z");
  private static final int HOUR_MICROS_PART = 3_600_000;
  private static final int LATE_BY = 2;

  /** A record for a source's topic. */
  record Sent(String source, String line) {}

  private final long seed;
  private final int events;
  private final int keys;
  private final Map<String, Integer> distinct = new HashMap<>();
  private int last;
  private int more;

  /**
   * @param events of each round
   */
  Load(long seed, int events, int keys) {
    this.seed = seed;
    this.events = events;
    this.keys = keys;
  }

  static String period(int round) {
    return start(round).toString();
  }

  private static Instant start(int round) {
    return BEGIN.plus(Duration.ofHours(round));
  }

  /** How many events of a period were made so far that are no copies and can be read. */
  int distinct(String period) {
    return distinct.getOrDefault(period, 0);
  }

  /** The records of a round, in the order of their sending. Each round is made once. */
  List<Sent> make(int round) {
    last = round;
    Random random = new Random(seed * 1_000_003 + round);
    List<Sent> sent = new ArrayList<>(events);
    for (int number = 0; number < events; number++) {
      int of = round >= LATE_BY && random.nextInt(100) == 0 ? round - LATE_BY : round;
      distinct.merge(period(of), 1, Integer::sum);
      addEvent(sent, round + "-" + number, of, random);
    }
    return sent;
  }

  /** Another event, of the period that was made last. */
  Sent makeOneMore() {
    distinct.merge(period(last), 1, Integer::sum);
    more++;
    Random random = new Random(seed * 1_000_003 - more);
    String line = line("more-" + more, start(last), random.nextInt(keys), 1, random);
    return new Sent(SOURCES.get(0), line);
  }

  private void addEvent(List<Sent> sent, String id, int round, Random random) {
    Instant at = start(round).plusMillis(random.nextInt(HOUR_MICROS_PART));
    int key = random.nextInt(keys);
    String source = SOURCES.get(random.nextInt(SOURCES.size()));
    String line = line(id, at, key, 1, random);
    sent.add(new Sent(source, line));
    int kind = random.nextInt(100);
    if (kind < 5) {
      sent.add(new Sent(source, line));
    } else if (kind < 7) {
      sent.add(new Sent(SOURCES.get(random.nextInt(SOURCES.size())), line));
    } else if (kind < 10) {
      sent.add(new Sent(source, line(id, at, key, 2, random)));
    } else if (kind < 11) {
      sent.add(new Sent(source, "no event " + id));
    }
  }

  private static String line(String id, Instant at, int key, int version, Random random) {
    return ("{\"id\":\"%s\",\"at\":\"%s\",\"account\":\"a-%d\",\"seq\":%d,\"path\":\"/%d\","
            + "\"bytes\":\"%d.%03d\"}")
        .formatted(
            id,
            at,
            key,
            version,
            random.nextInt(20),
            random.nextInt(10_000),
            random.nextInt(1_000));
  }
}
