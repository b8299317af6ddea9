package dev.eventstore.restart;

import dev.eventstore.meter.Meter;
import dev.eventstore.meter.Meters;
import dev.eventstore.spec.MeterSpec;
import dev.eventstore.spec.SourceSpec;
import dev.eventstore.spec.SourceSpec.KafkaInput;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.spec.TableSpec;
import dev.eventstore.spec.TableSpec.TableInTopic;
import dev.eventstore.spec.TargetSpec;
import dev.eventstore.spec.TargetSpec.FilesOutput;
import dev.eventstore.spec.TargetSpec.JdbcOutput;
import dev.eventstore.spec.TargetSpec.KafkaOutput;
import dev.eventstore.spec.TargetSpec.StoreOutput;
import dev.eventstore.value.Digest;
import dev.eventstore.value.EventSchema;
import dev.eventstore.value.Field;
import dev.eventstore.value.ValueReader;
import dev.eventstore.value.ValueWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A store file in so many words, to be kept beside the state: enough to say later what another one
 * changes. It holds no client properties, and so no secrets.
 *
 * @param parts in the order of the store file
 */
public record StoreOutline(List<Part> parts) {
  private static final int VERSION = 1;

  /** How the detail of a source ends; outlines of before do not tell it. */
  private static final String ENDS = " ends";

  private static final String GOES_ON = " goes on";

  /** What parts there are. */
  public enum Kind {
    FIELD,
    SOURCE,
    TABLE,
    METER,
    CHECK,
    TARGET,
    SETTING;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A named part of a store file.
   *
   * @param nature what it is: the type of a field, the version of a meter, the topic of a source
   * @param detail the rest of it, such that equal parts have equal details
   */
  public record Part(Kind kind, String name, String nature, String detail) {
    boolean isSamePartAs(Part other) {
      return kind == other.kind && name.equals(other.name);
    }

    boolean isAs(Part before) {
      boolean isFuller = kind == Kind.SOURCE && detail.startsWith(before.detail + " ");
      return isFuller || detail.equals(before.detail);
    }

    /** Whether one of two sources ends and the other goes on. */
    boolean endsUnlike(Part other) {
      return ends() ? other.detail.endsWith(GOES_ON) : detail.endsWith(GOES_ON) && other.ends();
    }

    boolean ends() {
      return detail.endsWith(ENDS);
    }
  }

  public StoreOutline {
    parts = List.copyOf(parts);
  }

  public static StoreOutline of(StoreSpec spec) {
    List<Part> parts = new ArrayList<>();
    EventSchema event = spec.event();
    for (int i = 0; i < event.size(); i++) {
      parts.add(field(event.field(i)));
    }
    spec.sources().forEach(source -> parts.add(source(source)));
    spec.tables().forEach(table -> parts.add(table(table)));
    Meters meters = Meters.compile(event, spec.meters());
    spec.meters().forEach(meter -> parts.add(meter(meter, meters.byName(meter.name()))));
    spec.release()
        .checks()
        .forEach(check -> parts.add(new Part(Kind.CHECK, check.name(), "", check.expect())));
    spec.targets().forEach(target -> parts.add(target(target)));
    parts.add(setting("event.version", version(event)));
    parts.add(setting("retention", spec.retention().amount()));
    parts.add(setting("conflicts", word(spec.conflicts())));
    parts.add(setting("late", word(spec.late())));
    parts.add(setting("reviseAfter", spec.reviseAfter()));
    parts.add(setting("limits.ahead", spec.ahead()));
    parts.add(
        setting("release.approval", spec.release().approvalRequired() ? "required" : "automatic"));
    return new StoreOutline(parts);
  }

  private static Part field(Field field) {
    String detail = (field.required() ? "required " : "") + field.format();
    return new Part(Kind.FIELD, field.name(), field.type().word(), detail);
  }

  private static Part source(SourceSpec source) {
    String nature = source.input() instanceof KafkaInput kafka ? "topic " + kafka.topic() : "files";
    String rest =
        source.region()
            + source.format()
            + source.filter()
            + source.fields()
            + source.complete()
            + source.bounded();
    String end = source.bounded() ? ENDS : GOES_ON;
    return new Part(Kind.SOURCE, source.name(), nature, digest(rest) + end);
  }

  private static Part table(TableSpec table) {
    String place = table.input() instanceof TableInTopic topic ? topic.topic() : "file";
    return new Part(
        Kind.TABLE,
        table.name(),
        place,
        digest(table.key() + " " + table.validFrom() + table.columns()));
  }

  private static Part meter(MeterSpec spec, Meter meter) {
    return new Part(Kind.METER, spec.name(), meter.version(), String.join(", ", spec.targets()));
  }

  private static Part target(TargetSpec target) {
    TargetSpec.Output output = target.output();
    if (output instanceof KafkaOutput kafka) {
      return target(target, "a topic", kafka.topic());
    }
    if (output instanceof FilesOutput files) {
      return target(target, "files", files.path() + " " + files.format());
    }
    if (output instanceof JdbcOutput table) {
      return target(target, "a database", table.table());
    }
    return target(target, "a store", ((StoreOutput) output).store());
  }

  private static Part target(TargetSpec target, String nature, String place) {
    return new Part(Kind.TARGET, target.name(), nature, digest(place));
  }

  private static Part setting(String name, Object value) {
    return new Part(Kind.SETTING, name, "", value.toString());
  }

  private static String version(EventSchema event) {
    return event.versionField().isPresent()
        ? event.field(event.versionField().getAsInt()).name()
        : "not given";
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String digest(String text) {
    return Digest.of(text.getBytes(StandardCharsets.UTF_8)).toString();
  }

  /** The part of a name, where there is one. */
  Optional<Part> find(Part other) {
    return parts.stream().filter(part -> part.isSamePartAs(other)).findFirst();
  }

  List<String> names(Kind kind) {
    return parts.stream().filter(part -> part.kind == kind).map(Part::name).toList();
  }

  /** All parts, for {@link #fromBytes}. */
  public byte[] toBytes() {
    ValueWriter writer = new ValueWriter().unsigned(VERSION).unsigned(parts.size());
    for (Part part : parts) {
      writer.string(part.kind.word()).string(part.name).string(part.nature).string(part.detail);
    }
    return writer.toBytes();
  }

  /**
   * @throws IllegalArgumentException where it is of a form that this does not read
   */
  public static StoreOutline fromBytes(byte[] kept) {
    ValueReader reader = new ValueReader(kept);
    long version = reader.unsigned();
    if (version != VERSION) {
      throw new IllegalArgumentException(
          "an outline of form " + version + ", this reads " + VERSION);
    }
    List<Part> parts = new ArrayList<>();
    for (long i = reader.unsigned(); i > 0; i--) {
      Kind kind = Kind.valueOf(reader.string().toUpperCase(Locale.ROOT));
      parts.add(new Part(kind, reader.string(), reader.string(), reader.string()));
    }
    return new StoreOutline(parts);
  }
}
