package dev.eventstore.gate;

import dev.eventstore.expression.Expression;
import dev.eventstore.expression.ExpressionException;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.usage.Counter;
import dev.eventstore.usage.PeriodReport.Check;
import dev.eventstore.usage.SourceReport.Declared;
import dev.eventstore.usage.Tally;
import dev.eventstore.value.Values;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Checks a period's tallies before it is published: those built in, then the store's own. */
final class Verification {
  private final CheckExpressions tallies;
  private final Map<String, Expression> own = new LinkedHashMap<>();

  Verification(StoreSpec spec) {
    this.tallies = new CheckExpressions(spec.event(), spec.sources());
    spec.release()
        .checks()
        .forEach(check -> own.put(check.name(), CheckExpressions.compile(check.expect())));
  }

  /**
   * @param previous the book of the period before, or null
   */
  List<Check> check(PeriodBook book, PeriodBook previous) {
    List<Check> checks = new ArrayList<>();
    checks.add(manifests(book));
    checks.add(balance(book));
    if (!own.isEmpty()) {
      Map<String, Object> values = tallies.values(book, previous);
      own.forEach((name, expression) -> checks.add(own(name, expression, values)));
    }
    return checks;
  }

  /** What each source declared is what is stored; also one that has left the store file since. */
  private static Check manifests(PeriodBook book) {
    List<String> wrong = new ArrayList<>();
    for (String source : book.sources()) {
      Declared declared = book.declared(source);
      if (declared != null) {
        compare(source, declared, book, wrong);
      }
    }
    return new Check(
        "manifests", wrong.isEmpty(), wrong.isEmpty() ? null : String.join("; ", wrong));
  }

  private static void compare(
      String source, Declared declared, PeriodBook book, List<String> wrong) {
    Tally tally = book.tally(source);
    long stored = tally.get(Counter.STORED);
    if (declared.count() != null && declared.count() != stored) {
      wrong.add(source + " declared " + declared.count() + " events and " + stored + " are stored");
    }
    declared
        .totals()
        .forEach(
            (field, total) -> {
              String told = source + " declared " + field + " " + total.toPlainString();
              BigDecimal sum = tally.sums().getOrDefault(field, BigDecimal.ZERO);
              if (book.unsummed.contains(field)) {
                wrong.add(told + ", a field that was not summed when the period began");
              } else if (sum.compareTo(total) != 0) {
                wrong.add(told + " and " + Values.decimal(sum).toPlainString() + " is stored");
              }
            });
  }

  /** Whatever was received has become something. */
  private static Check balance(PeriodBook book) {
    List<String> wrong = new ArrayList<>();
    book.tallies.forEach(
        (source, tally) -> {
          if (!tally.balances()) {
            wrong.add(source + ": " + tally);
          }
        });
    return new Check("balance", wrong.isEmpty(), wrong.isEmpty() ? null : String.join("; ", wrong));
  }

  private static Check own(String name, Expression expression, Map<String, Object> values) {
    try {
      Object result = expression.evaluate(values::get);
      if (result == null) {
        return new Check(name, null, "skipped: something it reads is not there");
      }
      return new Check(name, Boolean.TRUE.equals(result), null);
    } catch (ExpressionException e) {
      return new Check(name, false, "it cannot be computed: " + e.getMessage());
    }
  }
}
