package dev.eventstore.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Single mistakes: each is refused alone, with line, path and remedy. */
class StoreFilesRefusalTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "sources:|sourcs:|8: sourcs: unknown key 'sourcs'; did you mean 'sources'?",
        "key: account|schluessel: account|"
            + "3: event.key: the key 'key' is missing; add it: a field, or a list of fields",
        "eventstore/v1|eventstore/v2|"
            + "1: apiVersion: 'eventstore/v2' is not known here; did you mean 'eventstore/v1'?",
        "store: usage|store: 2026|" + "2: store: expected a name, not a number; put it in quotes",
        "store: usage|store: ..|2: store: '..' is not a name; use up to 100 letters, digits, '.',"
            + " '_' and '-'",
        "store: usage|store:|2: store: the value is missing; use up to 100 letters, digits, '.',"
            + " '_' and '-'",
        "bytes: decimal|bytes: decimals|7: event.fields.bytes: 'decimals' is not known here; did"
            + " you mean 'decimal'?",
        "bytes: decimal|in: decimal|7: event.fields.in: 'in' is not a name for expressions; start"
            + " with a letter or '_', go on with letters, digits and '_', and take no word that"
            + " expressions use themselves",
        "id: id|id: [id, id]|4: event.id[1]: 'id' stands here twice; remove one of them",
        "id: id|id: []|4: event.id: the list is empty; add at least one entry",
        "id: id|id: ident|"
            + "4: event.id: no field is named 'ident'; declare it under event.fields",
        "time: at|time: bytes|6: event.time: 'bytes' is no timestamp; declare it as one",
        "time: at|version: account|6: event.version: 'account' is part of the id or key, so it"
            + " cannot order versions of one event; take another field",
        "bytes: decimal}|bytes: boolean}\\n  version: bytes|8: event.version: 'bytes' has no"
            + " order; a version is an integer, decimal, string or timestamp",
        "account: string|account: strings|5: event.key: 'account' is a map of strings; an id or"
            + " key takes single values",
        "account: string|account: {type: string, required: false}|7:"
            + " event.fields.account.required: every event needs its id, key and time; remove"
            + " 'required: false'",
        "bytes: decimal|bytes: {type: decimal, format: iso}|"
            + "7: event.fields.bytes.format: only a timestamp has this key; remove it",
        "at: timestamp|at: {type: timestamp, zone: Asia/Tokyo}|7: event.fields.at.zone: the zone"
            + " is for patterns; give one as format, or remove the zone",
        "at: timestamp|at: {type: timestamp, format: 'nonsense'}|7: event.fields.at.format:"
            + " 'nonsense' gives no date or loses the time of day; write epoch_millis,"
            + " epoch_seconds or a pattern such as yyyy-MM-dd HH:mm:ss",
        "at: timestamp|at: {type: timestamp, format: 'HH:mm'}|7: event.fields.at.format:"
            + " 'HH:mm' gives no date or loses the time of day; write epoch_millis,"
            + " epoch_seconds or a pattern such as yyyy-MM-dd HH:mm:ss",
        "at: timestamp|at: {type: timestamp, format: 'yyyy-MM-dd hh:mm'}|7: event.fields.at.format:"
            + " 'yyyy-MM-dd hh:mm' gives no date or loses the time of day; write epoch_millis,"
            + " epoch_seconds or a pattern such as yyyy-MM-dd HH:mm:ss",
        "at: timestamp|at: {type: timestamp, format: 'YYYY-mm-dd'}|7: event.fields.at.format:"
            + " 'YYYY-mm-dd' gives no date or loses the time of day; write epoch_millis,"
            + " epoch_seconds or a pattern such as yyyy-MM-dd HH:mm:ss",
        "files: {path: in/eu}|kafka: {topic: t}|10: sources[0].kafka: no bootstrap.servers are"
            + " given; add them here, or to kafka at the top of the file",
        "files: {path: in/eu}|region: x|"
            + "9: sources[0]: one of kafka, files, store is needed; add it",
        "files: {path: in/eu}|files: {path: in/eu}\\n    kafka: {topic: t, bootstrap.servers: b}|"
            + "9: sources[0]: kafka and files stand together; keep one of them",
        "files: {path: in/eu}|kafka: {topic: t, bootstrap.servers: b, enable.auto.commit: true}|10:"
            + " sources[0].kafka.enable.auto.commit: the store itself sets enable.auto.commit;"
            + " remove it",
        "files: {path: in/eu}|kafka: {topic: a b, bootstrap.servers: b}|10: sources[0].kafka.topic:"
            + " 'a b' is not the name of a topic; use up to 249 letters, digits, '.', '_' and '-'",
        "files: {path: in/eu}|kafka: {topic: t, bootstrap.servers: [a, b]}|10:"
            + " sources[0].kafka.bootstrap.servers: expected a value, not a list; write a single"
            + " value",
        "files: {path: in/eu}|files: {path: in/eu}\\n    complete: {on: watermark}|11:"
            + " sources[0].complete.delay: the key 'delay' is missing; say how late events may be,"
            + " such as PT1H",
        "files: {path: in/eu}|files: {path: in/eu}\\n    complete: {on: marker, quiet: PT1H}|11:"
            + " sources[0].complete.quiet: a source that sends markers has no quiet; remove it, or"
            + " write on: watermark",
        "files: {path: in/eu}|files: {path: in/eu}\\n    complete: {on: watermark, delay: PT0S,"
            + " quiet: PT0S}|11: sources[0].complete.quiet: 'PT0S' is not a duration above zero;"
            + " write it such as PT15M, PT1H or P1D, at most P36500D",
        "files: {path: in/eu}|files: {path: in/eu}\\n    fields: {octets: record.o}|11:"
            + " sources[0].fields.octets: the event has no field 'octets'; declare it under"
            + " event.fields",
        "files: {path: in/eu}|files: {path: in/eu}\\n  - {name: eu, files: {path: in/us}}|11:"
            + " sources[1].name: two sources are named 'eu'; rename one",
        "files: {path: in/eu}|files: {path: in/eu}\\n  - {name: us, files: {path: ./in}}|11:"
            + " sources[1].files.path: source 'eu' reads these files already, and they would be"
            + " counted twice; remove one of the sources",
        "files: {path: out}|files: {path: in/eu/out}|16: targets.out.files.path: source 'eu' reads"
            + " this folder, so the store would read its own output; take another folder",
        "targets: out|targets: [out, out]|"
            + "14: meters[0].targets[1]: the target 'out' is named twice; remove one",
        "targets: out|targets: []|14: meters[0].targets: the list is empty; add at least one entry",
        "targets: out|targets: outt|"
            + "14: meters[0].targets: no target is named 'outt'; add it under targets",
        "operators: []|operators: [{}]|13: meters[0].operators[0]: one of filter, derive, lookup,"
            + " aggregate is needed; add it",
        "operators: []|operators: [{filter: true, derive: {a: 1}}]|13: meters[0].operators[0]:"
            + " filter and derive stand together; keep one of them",
        "operators: []|operators: {}|13: meters[0].operators: expected a list, not a map; write it"
            + " as [...] or as lines that start with '-'",
        "operators: []|operators: [{derive: {a: bytes, 3)}}]|13:"
            + " meters[0].operators[0].derive.3): a comma ends a value inside {...}; put the whole"
            + " expression in quotes",
        "store: usage|store: usage\\nshards: 0|"
            + "3: shards: '0' is not a whole number from 1 to 1024; correct it",
        "store: usage|store: usage\\nshards: '2'|"
            + "3: shards: '2' is not a whole number from 1 to 1024; correct it",
        "store: usage|store: usage\\nretention: P0D|3: retention: 'P0D' is not a time span above"
            + " zero; write it such as P13M, P30D or PT36H, at most P1000Y",
        "store: usage|store: usage\\nretention: P9999Y|3: retention: 'P9999Y' is not a time span"
            + " above zero; write it such as P13M, P30D or PT36H, at most P1000Y",
        "store: usage|store: usage\\nreviseAfter: 60|3: reviseAfter: expected a duration, not a"
            + " number; write it such as PT15M, PT1H or P1D, at most P36500D",
        "store: usage|store: usage\\nperiod: {zone: Berlin}|3: period.zone: 'Berlin' is not an IANA"
            + " time zone; write it such as Europe/Berlin or UTC",
        "store: usage|store: usage\\nperiod: {every: fortnight}|3: period.every: 'fortnight' is no"
            + " length of periods; write hour, day, week, month, quarter, year or a fixed duration"
            + " such as PT15M",
        "store: usage|store: usage\\nperiod: {anchor: 32}|3: period.anchor: anchor '32' is no day"
            + " of month; write a number from 1 to 31",
        "store: usage|store: usage\\nperiod: {every: day, anchor: 1}|3: period.anchor: anchor '1'"
            + " means nothing for periods of every day; remove it, or write every: month",
        "store: usage|store: usage\\nlate: revised|"
            + "3: late: 'revised' is not known here; did you mean 'revise'?",
        "store: usage|store: usage\\nkafka: {topic: t}|3: kafka.topic: the default cluster has no"
            + " topic; name it where the topic is used",
        "store: usage|store: usage\\nrelease: {checks: [{name: mine}]}|3: release.checks[0]: no"
            + " check named 'mine' is built in; add expect, or take manifests or balance",
      })
  void refuses(String old, String replacement, String refusal) {
    String text = StoreFile.with(old, (replacement).replace("\\n", "\n"));

    assertThat(StoreFile.refusals(folder, text).lines()).contains(refusal);
    assertThat(StoreFile.refusals(folder, text).lines())
        .as("and nothing that follows from it, but for the second half of a rename")
        .hasSizeLessThanOrEqualTo(2);
  }
}
