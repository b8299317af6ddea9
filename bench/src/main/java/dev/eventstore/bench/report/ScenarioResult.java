package dev.eventstore.bench.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a scenario gave, all in one invocation on one machine.
 *
 * @param at when it began, ISO 8601
 * @param command the words after {@code bench/run}
 * @param runs of the store and its limits, all rounds
 * @param contenders of what else there is, all rounds
 */
public record ScenarioResult(
    String scenario,
    String at,
    String command,
    Machine machine,
    List<RunResult> runs,
    List<ContenderResult> contenders) {

  /** Whether all figures were what they had to be, those of contenders too. */
  @JsonIgnore
  public boolean isRight() {
    return runs.stream().allMatch(RunResult::isRight)
        && contenders.stream().allMatch(ContenderResult::totalsRight);
  }

  /** Names of what ran, in its order. */
  public List<String> variants() {
    return runs.stream().map(RunResult::variant).distinct().toList();
  }

  /** Of all runs of a variant that have the figure. */
  public Spread of(String variant, Function<RunResult, ? extends Number> figure) {
    return Spread.of(
        runs.stream()
            .filter(run -> run.variant().equals(variant))
            .flatMap(run -> Stream.ofNullable(figure.apply(run)))
            .mapToDouble(Number::doubleValue));
  }
}
