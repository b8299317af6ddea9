package dev.eventstore.breaking;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** What is done in a round, and when. */
record Plan(Fault fault, Moment moment) {
  /** Each of some faults at every moment, in an order of chance, and then again. */
  static List<Plan> shuffled(int rounds, Random random, Set<Fault> faults) {
    List<Plan> plans = new ArrayList<>();
    while (plans.size() < rounds) {
      List<Plan> all = new ArrayList<>();
      for (Fault fault : faults) {
        for (Moment moment : Moment.values()) {
          all.add(new Plan(fault, moment));
        }
      }
      Collections.shuffle(all, random);
      plans.addAll(all);
    }
    return plans.subList(0, rounds);
  }
}
