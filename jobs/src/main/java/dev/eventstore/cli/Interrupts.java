package dev.eventstore.cli;

/** What is done when the user presses Ctrl-C. */
final class Interrupts {
  /** Something to do that may fail. */
  @FunctionalInterface
  interface Action {
    void run() throws Exception;
  }

  private Interrupts() {}

  static Thread then(Action action) {
    Thread hook =
        new Thread(
            () -> {
              try {
                action.run();
              } catch (Exception e) {
                System.err.println(Failures.sentence(e));
              }
            },
            "on interrupt");
    Runtime.getRuntime().addShutdownHook(hook);
    return hook;
  }

  static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending already: the hook has its way.
    }
  }
}
