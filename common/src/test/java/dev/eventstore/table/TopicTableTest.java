package dev.eventstore.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventstore.spec.KafkaProperties;
import dev.eventstore.spec.TableSpec;
import dev.eventstore.spec.TableSpec.TableInTopic;
import dev.eventstore.table.TopicTable.Place;
import dev.eventstore.value.Field;
import dev.eventstore.value.FieldType;
import dev.eventstore.value.TimestampFormat;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * A table is what compaction leaves of its topic, whether the broker has compacted it yet or not.
 */
class TopicTableTest {
  private static final Instant JUNE = Instant.parse("2026-06-01T00:00:00Z");
  private static final Instant JULY = Instant.parse("2026-07-01T00:00:00Z");

  private final TopicTable topic =
      new TopicTable(
          new TableSpec(
              "plans",
              new TableInTopic("plans", new KafkaProperties(Map.of(), Set.of())),
              "account",
              "since",
              List.of(
                  new Field("account", FieldType.STRING, true, TimestampFormat.ISO),
                  new Field("since", FieldType.TIMESTAMP, false, TimestampFormat.ISO),
                  new Field("price", FieldType.DECIMAL, false, TimestampFormat.ISO))));
  private long offset;

  @Test
  void holdsTheVersionsOfEachKey() {
    write("a/6", row("a", JUNE, "1.5"));
    write("a/7", row("a", JULY, "2"));
    write("b", "{\"account\":\"b\",\"price\":0.10,\"other\":[1]}");

    assertThat(price("a", JUNE.minusSeconds(1))).isNull();
    assertThat(price("a", JUNE)).isEqualTo("1.5");
    assertThat(price("a", JULY)).isEqualTo("2");
    assertThat(price("b", Instant.EPOCH)).isEqualTo("0.1");
  }

  @Test
  void theLastRecordOfAKeyCounts() {
    write("a", row("a", JUNE, "1"));
    assertThat(price("a", JULY)).isEqualTo("1");
    write("a", row("a", JULY, "2"));

    assertThat(price("a", JUNE)).isNull();
    assertThat(price("a", JULY)).isEqualTo("2");
  }

  @Test
  void aRecordWithoutValueTakesTheRowAway() {
    write("a", row("a", JUNE, "1"));
    write("b", row("b", JUNE, "2"));
    write("a", null);
    write(null, null);

    assertThat(price("a", JULY)).isNull();
    assertThat(price("b", JULY)).isEqualTo("2");
  }

  @Test
  void recordsWithoutKeyReplaceThoseOfTheSameRow() {
    write(null, row("a", JUNE, "1"));
    write(null, row("a", JULY, "2"));
    write(null, row("a", JUNE, "3"));

    assertThat(price("a", JUNE)).isEqualTo("3");
    assertThat(price("a", JULY)).isEqualTo("2");
  }

  @Test
  void aRecordThatIsNoRowMakesItUnusableUntilItIsMended() {
    write("a", row("a", JUNE, "1"));
    write("b", "{\"account\":\"b\",\"price\":\"much\"}");
    assertThatThrownBy(topic::table)
        .isInstanceOf(TableException.class)
        .hasMessage(
            "topic plans, partition 0, offset 1: 'price' takes a decimal of at most 1000 digits and"
                + " not 'much'; correct it, or declare the column's type under fields; then write"
                + " it again under the same record key");
    assertThatThrownBy(topic::table).isInstanceOf(TableException.class);

    write("b", row("b", JUNE, "2"));
    assertThat(price("b", JUNE)).isEqualTo("2");
    write("b", "no json");
    assertThatThrownBy(topic::table)
        .hasMessageStartingWith("topic plans, partition 0, offset 3: this is no JSON object");
    write("b", null);
    assertThat(price("b", JUNE)).isNull();
    assertThat(price("a", JUNE)).isEqualTo("1");
  }

  @Test
  void twoRecordsMustNotSayTheSameRow() {
    write("a", row("a", JUNE, "1"));
    write("other", row("a", JUNE, "2"));
    assertThatThrownBy(topic::table)
        .hasMessage(
            "topic plans, partition 0, offset 1: the key 'a' has a row from 2026-06-01T00:00:00Z on"
                + " already, in topic plans, partition 0, offset 0, under another record key; write"
                + " a record without value for one of them");

    write("a", null);
    assertThat(price("a", JUNE)).isEqualTo("2");
  }

  private static String row(String account, Instant since, String price) {
    return "{\"account\":\"%s\",\"since\":\"%s\",\"price\":\"%s\"}"
        .formatted(account, since, price);
  }

  private void write(String key, String value) {
    topic.accept(bytes(key), bytes(value), new Place(0, offset++));
  }

  private static byte[] bytes(String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }

  private String price(String account, Instant time) {
    Object[] row = topic.table().find(account, time);
    return row == null ? null : ((BigDecimal) row[2]).toPlainString();
  }
}
