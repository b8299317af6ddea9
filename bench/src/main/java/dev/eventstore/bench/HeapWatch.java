package dev.eventstore.bench;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/** The most heap this process has used, which is always just before a garbage collection. */
final class HeapWatch implements AutoCloseable {
  private final NotificationListener listener = this::onNotification;
  private final Set<String> heapPools =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP)
          .map(MemoryPoolMXBean::getName)
          .collect(Collectors.toSet());
  private final AtomicLong peak = new AtomicLong();
  private final AtomicLong afterGc = new AtomicLong();

  /** Begins with a collected heap. */
  HeapWatch() {
    System.gc();
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      ((NotificationEmitter) collector).addNotificationListener(listener, null, null);
    }
  }

  /** The most bytes used at any moment. */
  long peak() {
    long now = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    return Math.max(peak.get(), now);
  }

  /** The most bytes that a garbage collection left: an upper bound of what is needed. */
  long afterGc() {
    return afterGc.get();
  }

  private void onNotification(Notification notification, Object handback) {
    String type = GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION;
    if (notification.getType().equals(type)) {
      var info =
          GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData())
              .getGcInfo();
      peak.accumulateAndGet(heap(info.getMemoryUsageBeforeGc()), Math::max);
      afterGc.accumulateAndGet(heap(info.getMemoryUsageAfterGc()), Math::max);
    }
  }

  private long heap(Map<String, MemoryUsage> usage) {
    return heapPools.stream().mapToLong(pool -> usage.get(pool).getUsed()).sum();
  }

  @Override
  public void close() {
    try {
      for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
        ((NotificationEmitter) collector).removeNotificationListener(listener);
      }
    } catch (ListenerNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
