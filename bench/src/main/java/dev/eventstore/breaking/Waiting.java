package dev.eventstore.breaking;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for conditions. */
final class Waiting {
  private static final long LOOK_MILLIS = 100;

  private Waiting() {}

  /**
   * @param what is waited for, as the end of "waited … for"
   * @throws Broken where it does not come true in time
   */
  static void until(String what, Duration patience, Callable<Boolean> condition) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!isTrue(condition)) {
      if (System.nanoTime() > deadline) {
        throw new Broken("waited " + patience.toSeconds() + " s for " + what);
      }
      sleep(LOOK_MILLIS);
    }
  }

  /** What is asked may be away. */
  private static boolean isTrue(Callable<Boolean> condition) {
    try {
      return condition.call();
    } catch (Broken e) {
      throw e;
    } catch (Exception e) {
      return false;
    }
  }

  static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Broken("interrupted");
    }
  }
}
