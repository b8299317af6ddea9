package dev.eventstore.store.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.event.Position.KafkaPosition;
import dev.eventstore.state.UsageEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class InboxTest {
  private static final Instant TIME = Instant.parse("2026-10-05T13:00:00.123Z");

  private final Inbox inbox = new Inbox(1L << 30, 2);
  private final Map<Integer, List<String>> expected = new TreeMap<>();

  @Test
  void givesTheEventsOfABucketInTheirOrder() throws Exception {
    Random random = new Random(7);
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 5_000; i++) {
        add(random.nextInt(4_096), "event-" + i, random.nextInt(2_000));
      }
      isGiven();
    }
  }

  @Test
  void takesEventsThatAreLargerThanAPage() throws Exception {
    for (int round = 0; round < 2; round++) {
      add(1, "small", 10);
      add(2, "large", 3 << 20);
      add(1, "small too", 10);
      add(1, "large too", 2 << 20);
      isGiven();
    }
  }

  @Test
  void isFullOfBytes() throws Exception {
    int events = 0;
    while (!inbox.isFull()) {
      add(0, "e" + events++, 1 << 20);
    }
    assertThat(events).isEqualTo(112);
    isGiven();
    assertThat(inbox.isFull()).isFalse();
  }

  @Test
  void leavesMostOfASmallHeap() {
    Inbox ofMany = new Inbox(1L << 30, 16);
    for (int megabytes = 0; megabytes < 16; megabytes++) {
      assertThat(ofMany.isFull()).isFalse();
      ofMany.add(event(0, "e", 1 << 20));
    }
    assertThat(ofMany.isFull()).isTrue();
  }

  @Test
  void isFullOfEvents() {
    for (int i = 0; i < 262_144; i++) {
      assertThat(inbox.isFull()).isFalse();
      inbox.add(event(i & 4_095, "e", 0));
    }
    assertThat(inbox.isFull()).isTrue();
  }

  @Test
  void knowsTheEarliest() throws Exception {
    add(0, "e", 0);
    assertThat(inbox.earliest()).isEqualTo(Instant.parse("2026-10-05T13:00:00Z"));
    isGiven();
    assertThat(inbox.isEmpty()).isTrue();
  }

  private void add(int bucket, String id, int bytes) {
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

  private void isGiven() throws Exception {
    Map<Integer, List<String>> given = new TreeMap<>();
    inbox.empty(
        batch -> {
          List<String> events = new ArrayList<>();
          for (int i = 0; i < batch.events().length; i++) {
            UsageEvent event = batch.events()[i];
            assertThat(event.time()).isEqualTo(TIME);
            assertThat(event.hash()).isEqualTo(batch.hashes()[i]);
            events.add(
                new String(event.id(), StandardCharsets.UTF_8) + " of " + event.content().length);
          }
          given.put(batch.root().bucket(), Collections.unmodifiableList(events));
        });
    assertThat(given).isEqualTo(expected);
    expected.clear();
  }
}
