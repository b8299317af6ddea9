package dev.eventstore.store.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.event.Position.KafkaPosition;
import dev.eventstore.state.UsageEvent;
import dev.eventstore.store.events.Inbox.Batch;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class InboxTest {
  private static final Instant TIME = Instant.parse("2026-10-05T13:00:00.123Z");

  private final Map<Integer, List<String>> expected = new TreeMap<>();
  private final Map<Integer, List<String>> given = new TreeMap<>();
  private final Inbox inbox = new Inbox(1L << 30, 2, this::take);

  /** What is not yet in {@code given}. */
  private int waiting;

  @Test
  void givesTheEventsOfABucketInTheirOrder() throws Exception {
    Random random = new Random(7);
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 5_000; i++) {
        add(random.nextInt(4_096), "event-" + i, random.nextInt(2_000));
      }
      assertThat(given).isEmpty();
      isGivenWhenEmptied();
    }
  }

  @Test
  void takesEventsThatAreLargerThanAPage() throws Exception {
    for (int round = 0; round < 2; round++) {
      add(1, "small", 10);
      add(2, "large", 3 << 20);
      add(1, "small too", 10);
      add(1, "large too", 2 << 20);
      isGivenWhenEmptied();
    }
  }

  @Test
  void givesAPileWhileTheNextGrows() throws Exception {
    int pile = 262_144;
    for (int i = 0; i < pile; i++) {
      add(i & 4_095, "e" + i, 0);
    }
    assertThat(waiting).isEqualTo(pile);
    int least = waiting;
    for (int i = 0; i < pile; i++) {
      int before = waiting;
      add(i & 4_095, "f" + i, 0);
      assertThat(before + 1 - waiting).as("given at once").isLessThanOrEqualTo(64);
      least = Math.min(least, waiting - i - 1);
    }
    assertThat(least).as("of the pile before").isZero();
    isGivenWhenEmptied();
  }

  @Test
  void holdsNoMoreBytesThanItMay() throws Exception {
    int most = 0;
    for (int i = 0; i < 500; i++) {
      add(i, "e" + i, 1 << 20);
      most = Math.max(most, waiting);
    }
    assertThat(most).isEqualTo(84);
    isGivenWhenEmptied();
  }

  @Test
  void leavesMostOfASmallHeap() throws Exception {
    Inbox ofMany = new Inbox(1L << 30, 16, this::take);
    int most = 0;
    for (int i = 0; i < 100; i++) {
      ofMany.add(event(i, "e", 1 << 20));
      waiting++;
      most = Math.max(most, waiting);
    }
    assertThat(most).isEqualTo(12);
  }

  @Test
  void isEmptiedAMomentAfterTheFirst() throws Exception {
    add(0, "e", 0);
    for (int tick = 0; tick < 3; tick++) {
      inbox.tick();
    }
    assertThat(given).isEmpty();
    inbox.tick();
    assertThat(given).isEqualTo(expected);
  }

  @Test
  void knowsTheEarliest() throws Exception {
    add(0, "e", 0);
    assertThat(inbox.earliest()).isEqualTo(Instant.parse("2026-10-05T13:00:00Z"));
    isGivenWhenEmptied();
  }

  private void add(int bucket, String id, int bytes) throws Exception {
    waiting++;
    inbox.add(event(bucket, id, bytes));
    expected.computeIfAbsent(bucket, none -> new ArrayList<>()).add(id + " of " + bytes);
  }

  private static UsageEvent event(int bucket, String id, int bytes) {
    return UsageEvent.of(
        new byte[] {1},
        bucket,
        id.getBytes(StandardCharsets.UTF_8),
        2,
        new byte[bytes],
        TIME,
        "eu",
        new KafkaPosition("t", 0, 1),
        3,
        false,
        false,
        new byte[0]);
  }

  private void take(Batch batch) {
    List<String> events = given.computeIfAbsent(batch.root().bucket(), none -> new ArrayList<>());
    for (int i = 0; i < batch.events().length; i++) {
      UsageEvent event = batch.events()[i];
      assertThat(event.time()).isEqualTo(TIME);
      assertThat(event.hash()).isEqualTo(batch.hashes()[i]);
      events.add(new String(event.id(), StandardCharsets.UTF_8) + " of " + event.content().length);
    }
    waiting -= batch.events().length;
  }

  private void isGivenWhenEmptied() throws Exception {
    assertThat(inbox.isEmpty()).isFalse();
    inbox.empty();
    assertThat(inbox.isEmpty()).isTrue();
    assertThat(given).isEqualTo(expected);
    expected.clear();
    given.clear();
  }
}
