package dev.eventstore.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventstore.identity.Identity.Verdict;
import dev.eventstore.spec.StoreSpec.Conflicts;
import dev.eventstore.value.EventSchema;
import dev.eventstore.value.Field;
import dev.eventstore.value.FieldType;
import dev.eventstore.value.TimestampFormat;
import dev.eventstore.value.ValueWriter;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdentityTest {
  private static final int EU = 0;
  private static final int US = 1;

  @Test
  void callsEqualContentADuplicate() {
    Identity identity = new Identity(schema(null), Conflicts.LATEST);

    assertThat(identity.decide(content(1L, "1.0"), EU, content(1L, "1.00"), EU))
        .isEqualTo(Verdict.DUPLICATE);
    assertThat(identity.decide(content(1L, "1.0"), EU, content(1L, "1.00"), US))
        .isEqualTo(Verdict.DUPLICATE);
  }

  @Test
  void givesADuplicateToTheSourceListedFirst() {
    Identity identity = new Identity(schema(null), Conflicts.FIRST);

    assertThat(identity.decide(content(1L, "1"), US, content(1L, "1"), EU))
        .isEqualTo(Verdict.DUPLICATE_FROM_EARLIER_SOURCE);
  }

  @Test
  void letsTheLatestArrivalWinWithoutAVersion() {
    Identity identity = new Identity(schema(null), Conflicts.LATEST);

    assertThat(identity.decide(content(2L, "1"), EU, content(1L, "9"), EU))
        .isEqualTo(Verdict.REPLACES);
  }

  @Test
  void letsOnlyAHigherVersionWin() {
    Identity identity = new Identity(schema("seq"), Conflicts.LATEST);

    assertThat(identity.decide(content(2L, "1"), EU, content(3L, "9"), EU))
        .isEqualTo(Verdict.REPLACES);
    assertThat(identity.decide(content(2L, "1"), EU, content(2L, "9"), EU))
        .isEqualTo(Verdict.KEPT_OUT);
    assertThat(identity.decide(content(2L, "1"), EU, content(1L, "9"), EU))
        .isEqualTo(Verdict.KEPT_OUT);
  }

  @Test
  void putsAnAbsentVersionBelowAllOthers() {
    Identity identity = new Identity(schema("seq"), Conflicts.LATEST);

    assertThat(identity.decide(content(null, "1"), EU, content(0L, "9"), EU))
        .isEqualTo(Verdict.REPLACES);
    assertThat(identity.decide(content(0L, "1"), EU, content(null, "9"), EU))
        .isEqualTo(Verdict.KEPT_OUT);
    assertThat(identity.decide(content(null, "1"), EU, content(null, "9"), EU))
        .isEqualTo(Verdict.KEPT_OUT);
  }

  @Test
  void keepsTheFirstOrRefusesTheOtherAsTold() {
    assertThat(
            new Identity(schema("seq"), Conflicts.FIRST)
                .decide(content(1L, "1"), EU, content(2L, "2"), EU))
        .isEqualTo(Verdict.KEPT_OUT);
    assertThat(
            new Identity(schema("seq"), Conflicts.QUARANTINE)
                .decide(content(1L, "1"), EU, content(2L, "2"), EU))
        .isEqualTo(Verdict.REFUSED);
  }

  @Test
  void refusesAVersionThatIsPartOfTheIdentity() {
    assertThatThrownBy(() -> new Identity(schema("event_id"), Conflicts.LATEST))
        .hasMessageContaining("event.version");
  }

  private static EventSchema schema(String version) {
    return new EventSchema(
        List.of(
            field("event_id", FieldType.STRING),
            field("account", FieldType.STRING),
            field("seq", FieldType.INTEGER),
            field("bytes", FieldType.DECIMAL)),
        List.of("event_id"),
        List.of("account"),
        null,
        version);
  }

  private static Field field(String name, FieldType type) {
    return new Field(name, type, false, TimestampFormat.ISO);
  }

  private static byte[] content(Long seq, String bytes) {
    return new ValueWriter().value(seq).value(new BigDecimal(bytes)).toBytes();
  }
}
