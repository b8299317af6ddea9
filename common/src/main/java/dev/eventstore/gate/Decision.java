package dev.eventstore.gate;

import dev.eventstore.spec.StoreSpec;
import dev.eventstore.usage.PeriodReport.Check;
import dev.eventstore.usage.PeriodReport.State;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.Collectors;

/** Whether a released period is published: what its checks say, and the operators. */
final class Decision {
  private final Verification verification;
  private final boolean approvalRequired;

  Decision(StoreSpec spec) {
    this.verification = new Verification(spec);
    this.approvalRequired = spec.release().approvalRequired();
  }

  /**
   * Sets the state of a period, and what holds it.
   *
   * @param previous the book of the period before, or null
   * @param outdated the meters that are others now than when it was released
   * @param blocked whether a period before it is not published
   */
  void take(PeriodBook book, PeriodBook previous, SortedSet<String> outdated, boolean blocked) {
    book.checks = verification.check(book, previous);
    book.heldBy = heldBy(book, outdated);
    if (book.heldBy != null) {
      book.state = State.HELD;
    } else {
      book.state = blocked ? State.COMPLETE : State.PUBLISHED;
    }
  }

  /** Null where nothing holds it. */
  private String heldBy(PeriodBook book, SortedSet<String> outdated) {
    if (!outdated.isEmpty()) {
      return "meters changed since the release: " + String.join(", ", outdated) + "; reprocess it";
    }
    if (book.stoppedBy != null) {
      return "hold by " + book.stoppedBy;
    }
    if (book.approvedBy != null) {
      return null;
    }
    String failed = failed(book.checks);
    if (!failed.isEmpty()) {
      return failed;
    }
    return approvalRequired ? "approval required" : null;
  }

  private static String failed(List<Check> checks) {
    return checks.stream()
        .filter(check -> Boolean.FALSE.equals(check.passed()))
        .map(check -> check.name() + (check.detail() == null ? "" : ": " + check.detail()))
        .map(check -> "check " + check)
        .collect(Collectors.joining("; "));
  }
}
