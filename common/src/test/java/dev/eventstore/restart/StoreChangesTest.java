package dev.eventstore.restart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventstore.restart.StoreOutline.Part;
import dev.eventstore.spec.read.StoreFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What another store file is said to change for a store that goes on. */
class StoreChangesTest {
  private static final String BEFORE =
      """
      apiVersion: eventstore/v1
      store: usage
      kafka: {bootstrap.servers: 'localhost:1', sasl.jaas.config: secret}
      event:
        id: id
        key: account
        time: at
        fields: {id: string, account: string, at: timestamp, bytes: integer, path: string}
      sources:
        - {name: eu, kafka: {topic: eu}}
        - {name: us, kafka: {topic: us}}
      release:
        checks:
          - {name: enough, expect: stored > 1}
      meters:
        - {name: evidence, operators: [], targets: out}
        - name: volume
          operators:
            - aggregate: {by: path, values: {quantity: count()}}
          targets: out
      targets:
        out: {files: {path: out}}
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "path: string | path: string, tier: string | field tier added: null in the events that are kept",
        ", bytes: integer | '' | field bytes removed: left out from now on; kept values stay",
        "bytes: integer | bytes: decimal | field bytes widened: integer to decimal",
        "path: string | path: {type: string, required: true} | field path changed: counts for what comes",
        "'- {name: us' | '- {name: apac, kafka: {topic: apac}}\n  - {name: us' | source apac added: holds every period",
        "'  - {name: us, kafka: {topic: us}}\n' | '' | source us removed: what it reported stays",
        "'{topic: us}}' | '{topic: us}, filter: record.a == 1}' | source us changed: counts for what it reports",
        "stored > 1 | stored > 2 | check enough changed: decides on periods that are not published",
        "operators: [] | 'operators: [{filter: bytes > 1}]' | meter evidence changed: says nothing of released periods (2026-08, 2026-09) until 'reprocess'",
        "'- name: volume' | '- {name: more, operators: [], targets: out}\n  - name: volume' | meter more added: says nothing of released periods (2026-08, 2026-09)",
        "'  - {name: evidence, operators: [], targets: out}\n' | '' | meter evidence removed: what it published stays",
        "path: out | path: elsewhere | target out changed: is another place",
        "sources: | 'retention: P1M\nsources:' | setting retention changed: P1M, was P13M; what is kept",
        "sources: | 'conflicts: first\nsources:' | setting conflicts changed: first, was latest, from now on"
      })
  void eachKindOfChangeIsNamedWithWhatItMeans(String old, String replacement, String said)
      throws Exception {
    assertThat(changes(BEFORE.replace(old, replacement)))
        .singleElement()
        .asString()
        .startsWith(said.replace("\\n", "\n"));
  }

  @Test
  void targetsComeAndGo() throws Exception {
    String both =
        BEFORE
            .replace("operators: [], targets: out", "operators: [], targets: [out, more]")
            .replace(
                "  out: {files: {path: out}}", "  out: {files: {path: out}}\n  more: {store: x}");
    assertThat(changes(both))
        .extracting(StoreChange::toString)
        .containsExactly(
            "meter evidence changed: writes to out, more from now on",
            "target more added: gets what is published from now on");
    assertThat(StoreChanges.between(outline(both), outline(BEFORE), List.of()))
        .extracting(StoreChange::toString)
        .containsExactly(
            "meter evidence changed: writes to out from now on",
            "target more removed: what it was given stays, and it gets no more");
  }

  @Test
  void sourcesInAnotherOrderAreOneChange() throws Exception {
    String us = "  - {name: us, kafka: {topic: us}}\n";
    String reordered = BEFORE.replace(us, "").replace("sources:\n", "sources:\n" + us);
    assertThat(changes(reordered))
        .singleElement()
        .asString()
        .startsWith("source us, eu reordered: an event that several report");
  }

  @Test
  void aMeterCountsForAllPeriodsWhereNoneWasReleased() throws Exception {
    StoreOutline now = outline(BEFORE.replace("operators: []", "operators: [{filter: bytes > 1}]"));
    assertThat(StoreChanges.between(outline(BEFORE), now, List.of()))
        .singleElement()
        .asString()
        .endsWith("counts for all periods, as none has been released");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "topic: us | topic: other | source 'us' is topic other now and was topic us",
        "'us, kafka: {topic: us}' | 'us, files: {path: us}' | source 'us' is files now and was topic us",
        "'us, kafka' | 'us, until: latest, kafka' | source 'us' is read to its end now and was read on and on",
        "'out: {files: {path: out}}' | 'out: {kafka: {topic: x}}' | target 'out' is a topic now and was files"
      })
  void whatIsAnotherThingUnderTheSameNameIsRefused(String old, String replacement, String said)
      throws Exception {
    StoreOutline before = outline(BEFORE);
    StoreOutline now = outline(BEFORE.replace(old, replacement));
    assertThatThrownBy(() -> StoreChanges.requireSamePlaces(before, now))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            said
                + " when the state was written; give what is new another name, which is to take one"
                + " away and add one");
    assertThatCode(() -> StoreChanges.requireSamePlaces(before, before)).doesNotThrowAnyException();
  }

  /** That of a savepoint of before. */
  @Test
  void anOutlineThatDoesNotTellWhetherSourcesEndFits() throws Exception {
    StoreOutline now = outline(BEFORE);
    StoreOutline before =
        new StoreOutline(
            now.parts().stream()
                .map(
                    part ->
                        new Part(
                            part.kind(),
                            part.name(),
                            part.nature(),
                            part.detail().replace(" goes on", "")))
                .toList());

    assertThat(before).isNotEqualTo(now);
    assertThatCode(() -> StoreChanges.requireSamePlaces(before, now)).doesNotThrowAnyException();
    assertThat(StoreChanges.between(before, now, List.of())).isEmpty();
  }

  @Test
  void itIsKeptWithoutSecrets() throws Exception {
    byte[] kept = outline(BEFORE).toBytes();

    assertThat(StoreOutline.fromBytes(kept)).isEqualTo(outline(BEFORE));
    assertThat(new String(kept, java.nio.charset.StandardCharsets.ISO_8859_1))
        .doesNotContain("secret");
  }

  private List<StoreChange> changes(String now) throws Exception {
    assertThat(changesSince(BEFORE, BEFORE)).isEmpty();
    return changesSince(BEFORE, now);
  }

  private List<StoreChange> changesSince(String before, String now) throws Exception {
    return StoreChanges.between(outline(before), outline(now), List.of("2026-08", "2026-09"));
  }

  private StoreOutline outline(String yaml) throws Exception {
    return StoreOutline.of(StoreFiles.read(Files.writeString(folder.resolve("s.yaml"), yaml)));
  }
}
