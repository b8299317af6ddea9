package dev.eventstore.breaking;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** What is done in a round, and when. */
record Plan(Fault fault, Moment moment) {
  /**
   * Every fault at every moment, in an order of chance, and then again.
   *
   * @param mayMount whether there is a disk that can be filled
   */
  static List<Plan> shuffled(int rounds, Random random, boolean mayMount) {
    List<Plan> plans = new ArrayList<>();
    while (plans.size() < rounds) {
      List<Plan> all = new ArrayList<>();
      for (Fault fault : Fault.values()) {
        for (Moment moment : Moment.values()) {
          if (mayMount || fault != Fault.FILL_DISK) {
            all.add(new Plan(fault, moment));
          }
        }
      }
      Collections.shuffle(all, random);
      plans.addAll(all);
    }
    return plans.subList(0, rounds);
  }
}
