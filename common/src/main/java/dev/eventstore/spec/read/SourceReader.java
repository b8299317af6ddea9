package dev.eventstore.spec.read;

import dev.eventstore.spec.SourceSpec;
import dev.eventstore.spec.SourceSpec.Completeness;
import dev.eventstore.spec.SourceSpec.Format;
import dev.eventstore.spec.SourceSpec.Input;
import dev.eventstore.spec.SourceSpec.TopicPlace;
import dev.eventstore.spec.StoreTopics;
import dev.eventstore.spec.yaml.Node.Mapping;
import dev.eventstore.spec.yaml.Problems;
import dev.eventstore.value.KnownFields;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Reads {@code sources}. */
final class SourceReader {
  private final Problems problems;
  private final Clusters clusters;
  private final Folders folders;

  SourceReader(Problems problems, Clusters clusters, Folders folders) {
    this.problems = problems;
    this.clusters = clusters;
    this.folders = folders;
  }

  List<SourceSpec> read(Mapping root, KnownFields fields) {
    List<SourceSpec> sources = new ArrayList<>();
    for (Mapping source : root.mappings("sources")) {
      notItself(source.mapping("store"), root);
      SourceSpec spec = source(source, sources.size(), fields);
      sources.add(spec);
      fields(source, fields);
      ExpressionChecks.source(fields, source, spec, problems);
    }
    Uniques.check(root.mappings("sources"), "sources", problems);
    return sources;
  }

  private void notItself(Mapping store, Mapping root) {
    store
        .scalar("name")
        .filter(name -> name.text().equals(Values.text(root, "store", null)))
        .ifPresent(
            name ->
                problems.at(
                    name, "this source is the store itself; a store reads other stores only"));
  }

  private SourceSpec source(Mapping source, int rank, KnownFields fields) {
    String name = Values.text(source, "name", "");
    return new SourceSpec(
        name,
        Values.text(source, "region", name),
        rank,
        input(source),
        format(source),
        Values.text(source, "filter", null),
        Collections.unmodifiableMap(fieldsOf(source, fields)),
        completeness(source.mapping("complete")));
  }

  private Format format(Mapping source) {
    if (!source.has("store")) {
      return new FormatReader(problems, folders).read(source);
    }
    if (source.has("format")) {
      problems.at(
          source.entries().get("format"), "a store sends in a format of its own; remove format");
    }
    return new SourceSpec.Feed();
  }

  /** Records of a store hold their event in {@code event}: fields are taken from there by name. */
  private static Map<String, String> fieldsOf(Mapping source, KnownFields known) {
    Map<String, String> fields = Values.texts(source.mapping("fields"));
    if (source.has("store")) {
      known.types().keySet().forEach(name -> fields.putIfAbsent(name, "record.event." + name));
    }
    return fields;
  }

  private Input input(Mapping source) {
    if (source.has("store")) {
      Mapping store = source.mapping("store");
      return new SourceSpec.KafkaInput(
          StoreTopics.of(Values.text(store, "name", ""), Values.text(store, "meter", "")),
          clusters.at(store.mapping("kafka")),
          place(source, "start"),
          place(source, "until"));
    }
    if (source.has("kafka")) {
      Mapping kafka = source.mapping("kafka");
      return new SourceSpec.KafkaInput(
          Values.text(kafka, "topic", ""),
          clusters.at(kafka),
          place(source, "start"),
          place(source, "until"));
    }
    for (String key : List.of("start", "until")) {
      if (source.has(key)) {
        problems.at(
            source.entries().get(key), "only a source of kafka has a " + key + "; remove it");
      }
    }
    Mapping files = source.mapping("files");
    return new SourceSpec.FilesInput(folders.read(files), Values.duration(files, "monitor", null));
  }

  private static TopicPlace place(Mapping source, String key) {
    String text = Values.text(source, key, "");
    try {
      return switch (text) {
        case "" -> null;
        case "earliest" -> TopicPlace.EARLIEST;
        case "latest" -> TopicPlace.LATEST;
        default -> new TopicPlace(OffsetDateTime.parse(text).toInstant());
      };
    } catch (DateTimeException e) {
      return null;
    }
  }

  private Completeness completeness(Mapping complete) {
    if (Values.text(complete, "on", "marker").equals("watermark")) {
      if (!complete.has("delay")) {
        problems.at(
            complete.line(),
            complete.at("delay"),
            "the key 'delay' is missing; say how late events may be, such as PT1H");
      }
      return new SourceSpec.Watermark(
          Values.duration(complete, "delay", Duration.ZERO),
          Values.duration(complete, "quiet", null));
    }
    for (String key : List.of("delay", "quiet")) {
      if (complete.has(key) && Values.text(complete, "on", "").equals("marker")) {
        problems.at(
            complete.entries().get(key),
            "a source that sends markers has no " + key + "; remove it, or write on: watermark");
      }
    }
    return new SourceSpec.Marker();
  }

  private void fields(Mapping source, KnownFields known) {
    source
        .mapping("fields")
        .entries()
        .forEach(
            (name, node) -> {
              if (!known.mayHave(name)) {
                problems.at(
                    node, "the event has no field '" + name + "'; declare it under event.fields");
              }
            });
  }
}
