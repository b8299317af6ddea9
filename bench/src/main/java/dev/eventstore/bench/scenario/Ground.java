package dev.eventstore.bench.scenario;

import dev.eventstore.bench.process.Broker;
import dev.eventstore.bench.process.Scratch;
import dev.eventstore.bench.usage.UsageEvents;
import dev.eventstore.bench.usage.UsagePlan;
import dev.eventstore.bench.usage.UsageTopics;
import dev.eventstore.bench.usage.UsageTopics.Written;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A broker with topics of usage, which has not been completed. Limits of the store read them and
 * leave them as they are; a store completes them, and another needs new ones.
 */
public final class Ground implements AutoCloseable {
  private final Scratch scratch;
  private final Broker broker;
  private final UsageTopics usage;
  private final Written written;
  private int folders;

  public Ground(UsagePlan plan) throws IOException {
    scratch = new Scratch();
    broker = Broker.start(scratch.folder("kafka"));
    usage = new UsageTopics(new UsageEvents(plan), "usage", broker.servers());
    written = usage.fill();
  }

  boolean is(UsagePlan plan) {
    return usage.events().plan().equals(plan);
  }

  public Broker broker() {
    return broker;
  }

  public UsageTopics usage() {
    return usage;
  }

  public Written written() {
    return written;
  }

  /** A new one, empty. */
  public Path folder() throws IOException {
    return scratch.folder("run" + ++folders);
  }

  @Override
  public void close() throws IOException {
    broker.close();
    scratch.close();
  }
}
