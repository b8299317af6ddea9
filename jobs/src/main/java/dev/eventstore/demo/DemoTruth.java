package dev.eventstore.demo;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the figures must be, computed from the demo's events with plain maps and nothing of the
 * store.
 */
final class DemoTruth {
  private static final BigDecimal GIB = new BigDecimal(1L << 30);

  /** The figures of one account. */
  private static final class Account {
    private BigDecimal bytes = BigDecimal.ZERO;
    private long calls;
    private final Set<String> paths = new HashSet<>();
  }

  private final Map<String, DemoEvent> byId = new HashMap<>();

  /** Of one id, the highest version counts. */
  void add(DemoEvent event) {
    byId.merge(event.id(), event, (known, other) -> other.seq() > known.seq() ? other : known);
  }

  /** Meter and group to the text that its values must be. */
  SortedMap<String, String> figures() {
    Map<String, Account> accounts = new HashMap<>();
    Map<String, Long> paths = new HashMap<>();
    for (DemoEvent event : byId.values()) {
      paths.merge(event.path(), 1L, Long::sum);
      if (event.status() < 500) {
        Account account = accounts.computeIfAbsent(event.account(), name -> new Account());
        account.bytes = account.bytes.add(event.bytes());
        account.calls++;
        account.paths.add(event.path());
      }
    }
    SortedMap<String, String> figures = new TreeMap<>();
    accounts.forEach(
        (name, account) ->
            figures.put(
                "api-gb {\"account_id\":\"" + name + "\"}",
                "{\"bytes\":\"%s\",\"calls\":%d,\"paths\":%d,\"quantity\":\"%s\"}"
                    .formatted(
                        account.bytes.toPlainString(),
                        account.calls,
                        account.paths.size(),
                        gigabytes(account.bytes))));
    paths.forEach(
        (path, calls) ->
            figures.put("calls-by-path {\"path\":\"" + path + "\"}", "{\"calls\":" + calls + "}"));
    return figures;
  }

  private static String gigabytes(BigDecimal bytes) {
    BigDecimal exact = bytes.divide(GIB, new MathContext(38, RoundingMode.HALF_EVEN));
    return exact.setScale(6, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString();
  }
}
