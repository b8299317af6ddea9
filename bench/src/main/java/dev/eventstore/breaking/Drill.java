package dev.eventstore.breaking;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** Rounds in each of which a period comes in, is struck by a fault at some moment, and closes. */
final class Drill {
  private static final long FEEDING_MILLIS = 2_000;
  private static final long RELEASE_MILLIS = 1_500;

  /**
   * What happened in a round.
   *
   * @param struck for how long the fault lasted, milliseconds
   * @param recovery from its end to a checkpoint that was begun after it, milliseconds
   * @param closed from the fault's end until the period's figures were out, milliseconds
   * @param restarted what had to be started again though the fault was over, and why
   */
  record Round(
      int number,
      Fault fault,
      Moment moment,
      long struck,
      long recovery,
      long closed,
      List<String> restarted) {}

  private final Scene scene;
  private final Load load;
  private final Published published;
  private final Random random;

  Drill(Scene scene) {
    this.scene = scene;
    this.load = scene.load();
    this.published = scene.published();
    this.random = scene.random();
  }

  Round run(int number, Plan plan) throws IOException {
    String period = Load.period(number);
    List<Load.Sent> records = load.make(number);
    CompletableFuture<Void> fed = scene.feeder().feed(records, period, FEEDING_MILLIS);
    lead(plan.moment(), fed);
    long begin = System.currentTimeMillis();
    plan.fault().strike(scene);
    long end = System.currentTimeMillis();
    Supervisor supervisor = new Supervisor(scene.cluster());
    supervisor.await("all members", scene.cluster()::isComplete);
    fed.join();
    supervisor.await("a checkpoint", () -> scene.job().hasCheckpoint(end));
    long recovered = System.currentTimeMillis();
    supervisor.await("the figures of " + period, () -> isPublished(period));
    scene.job().removeSavepoints();
    return new Round(
        number,
        plan.fault(),
        plan.moment(),
        end - begin,
        recovered - end,
        System.currentTimeMillis() - end,
        supervisor.restarted());
  }

  private void lead(Moment moment, CompletableFuture<Void> fed) throws IOException {
    if (moment == Moment.INGEST) {
      Waiting.sleep(random.nextInt((int) FEEDING_MILLIS));
      return;
    }
    if (moment == Moment.RELEASE || random.nextBoolean()) {
      fed.join();
      Waiting.sleep(random.nextInt((int) RELEASE_MILLIS));
    }
    if (moment == Moment.SAVEPOINT) {
      scene.job().triggerSavepoint();
      Waiting.sleep(random.nextInt(500));
    }
  }

  /** All that had come before the period was complete is in its figures. */
  private boolean isPublished(String period) throws IOException {
    scene.job().requireAlive();
    return published.poll().usage().events(period) >= load.distinct(period);
  }
}
