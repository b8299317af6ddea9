package dev.eventstore.store;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The contract in plain collections: what a store holds, has refused and has published after so
 * many records. It is written for a test, knows nothing of the product, and is as simple as it is
 * slow.
 */
final class ContractModel {
  static final String NO_PERIOD = "-";

  /** What happens with an id that comes again with other content. */
  enum Conflicts {
    LATEST,
    VERSION,
    FIRST,
    QUARANTINE
  }

  /**
   * An event as a source reports it.
   *
   * @param period the month it is in
   */
  record Event(
      String source,
      String id,
      String account,
      String period,
      String content,
      String bytes,
      int seq) {
    private String identity() {
      return account + " " + id;
    }
  }

  /** What the model expects a usage record to say last. */
  record Figure(String quantity, long calls) {
    static final Figure NOTHING = new Figure(null, 0);
  }

  private final List<String> sources;
  private final Conflicts conflicts;
  private final boolean revisesLate;
  private final Map<String, Event> stored = new TreeMap<>();
  private final Map<String, Map<String, Long>> counts = new TreeMap<>();
  private final Map<String, String> complete = new HashMap<>();
  private final Map<String, Long> declared = new HashMap<>();
  private final Set<String> approved = new HashSet<>();
  private final Set<String> published = new TreeSet<>();
  private final Map<String, Figure> figures = new TreeMap<>();
  final Set<String> refused = new TreeSet<>();

  /**
   * @param sources in the order of the store file
   */
  ContractModel(List<String> sources, Conflicts conflicts, boolean revisesLate) {
    this.sources = sources;
    this.conflicts = conflicts;
    this.revisesLate = revisesLate;
  }

  /**
   * A record that is refused whatever the store holds.
   *
   * @param period where it can be known, else {@link #NO_PERIOD}
   */
  void refusedRecord(String source, String period, String code, String line) {
    count(source, period, "received", 1);
    count(source, period, "quarantined", 1);
    refused.add(code + " " + line);
  }

  void event(Event event, String line) {
    Event known = stored.get(event.identity());
    if (known == null) {
      insert(event, line);
    } else if (known.content().equals(event.content())) {
      duplicate(event, known);
    } else {
      conflict(event, known, line);
    }
  }

  private void insert(Event event, String line) {
    if (isReleased(event.period())) {
      count(event.source(), event.period(), "late", 1);
      if (!revisesLate) {
        refusedRecord(event.source(), event.period(), "late", line);
        return;
      }
    }
    store(event);
  }

  private void store(Event event) {
    stored.put(event.identity(), event);
    count(event.source(), event.period(), "received", 1);
    count(event.source(), event.period(), "stored", 1);
  }

  private void duplicate(Event event, Event known) {
    count(event.source(), event.period(), "received", 1);
    if (sources.indexOf(event.source()) < sources.indexOf(known.source())) {
      stored.put(event.identity(), event);
      count(event.source(), event.period(), "stored", 1);
      count(known.source(), event.period(), "stored", -1);
      count(known.source(), event.period(), "duplicates", 1);
    } else {
      count(event.source(), event.period(), "duplicates", 1);
    }
  }

  private void conflict(Event event, Event known, String line) {
    boolean replaces =
        conflicts == Conflicts.LATEST
            || conflicts == Conflicts.VERSION && event.seq() > known.seq();
    if (conflicts == Conflicts.QUARANTINE) {
      refusedRecord(event.source(), event.period(), "conflict", line);
    } else if (!replaces) {
      count(event.source(), event.period(), "received", 1);
      count(event.source(), event.period(), "conflicts", 1);
    } else if (isReleased(event.period()) && !revisesLate) {
      count(event.source(), event.period(), "late", 1);
      refusedRecord(event.source(), event.period(), "late", line);
    } else {
      count(known.source(), known.period(), "stored", -1);
      count(known.source(), known.period(), "replaced", 1);
      store(event);
    }
  }

  /** How many events were deleted. */
  long delete(Set<String> ids) {
    List<Event> gone = stored.values().stream().filter(event -> ids.contains(event.id())).toList();
    for (Event event : gone) {
      stored.remove(event.identity());
      count(event.source(), event.period(), "stored", -1);
      count(event.source(), event.period(), "deleted", 1);
    }
    return gone.size();
  }

  /**
   * A source's marker.
   *
   * @param manifest how many events it declares, or null
   */
  void complete(String source, String period, Long manifest) {
    complete.merge(source, period, (a, b) -> a.compareTo(b) < 0 ? b : a);
    if (manifest != null) {
      declared.put(source + " " + period, manifest);
    }
  }

  void approve(String period) {
    approved.add(period);
  }

  /** All that was said so far has been taken up: publishes what may be published. */
  void settle() {
    for (String period : periods()) {
      if (!published.contains(period)) {
        if (!isReleased(period) || !passes(period)) {
          break;
        }
        published.add(period);
      }
    }
    figures.replaceAll((group, figure) -> Figure.NOTHING);
    for (String period : published) {
      for (String account : accounts(period)) {
        figures.put(period + " " + account, figure(period, account));
      }
    }
  }

  private boolean passes(String period) {
    return approved.contains(period) || unmet(period).isEmpty();
  }

  /** A source whose manifest of a period is not what is stored of it. */
  Optional<String> unmet(String period) {
    return sources.stream()
        .filter(source -> declared.containsKey(source + " " + period))
        .filter(
            source ->
                declared.get(source + " " + period).longValue()
                    != count(source, period).getOrDefault("stored", 0L))
        .findFirst();
  }

  /** The first period that is released and not published, where there is one. */
  Optional<String> held() {
    return periods().stream()
        .filter(period -> isReleased(period) && !published.contains(period))
        .findFirst();
  }

  private boolean isReleased(String period) {
    return sources.stream()
        .allMatch(source -> complete.getOrDefault(source, "").compareTo(period) >= 0);
  }

  private Set<String> periods() {
    Set<String> periods = new TreeSet<>();
    counts.keySet().forEach(place -> periods.add(place.substring(place.indexOf(' ') + 1)));
    declared.keySet().forEach(place -> periods.add(place.substring(place.indexOf(' ') + 1)));
    periods.remove(NO_PERIOD);
    return periods;
  }

  private Set<String> accounts(String period) {
    Set<String> accounts = new TreeSet<>();
    stored.values().stream()
        .filter(event -> event.period().equals(period))
        .forEach(event -> accounts.add(event.account()));
    return accounts;
  }

  private Figure figure(String period, String account) {
    BigDecimal sum = BigDecimal.ZERO;
    long calls = 0;
    for (Event event : stored.values()) {
      if (event.period().equals(period) && event.account().equals(account)) {
        sum = sum.add(new BigDecimal(event.bytes()));
        calls++;
      }
    }
    return new Figure(plain(sum), calls);
  }

  static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  /** By period and account. */
  Map<String, Figure> figures() {
    return figures;
  }

  Set<String> published() {
    return published;
  }

  /** By source and period. */
  Map<String, Map<String, Long>> counts() {
    return counts;
  }

  long received() {
    return counts.values().stream().mapToLong(count -> count.getOrDefault("received", 0L)).sum();
  }

  /** Ids of events that are stored, in an order that does not depend on anything. */
  List<Event> storedEvents() {
    List<Event> events = new ArrayList<>(stored.values());
    events.sort(Comparator.comparing(Event::identity));
    return events;
  }

  private Map<String, Long> count(String source, String period) {
    return counts.computeIfAbsent(source + " " + period, place -> new TreeMap<>());
  }

  private void count(String source, String period, String counter, long by) {
    count(source, period).merge(counter, by, Long::sum);
  }
}
