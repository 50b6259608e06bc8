package io.perennial.features.spark.bench;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/** How much of the heap was in use after each garbage collection while it watches. */
final class LiveHeap implements AutoCloseable {

    private final List<Long> afterCollection = Collections.synchronizedList(new ArrayList<>());
    private final NotificationListener listener = this::note;

    LiveHeap() {
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            ((NotificationEmitter) collector).addNotificationListener(listener, null, null);
        }
    }

    private void note(Notification notification, Object nothing) {
        if (notification.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
            GarbageCollectionNotificationInfo info =
                    GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData());
            afterCollection.add(info.getGcInfo().getMemoryUsageAfterGc().values().stream()
                    .mapToLong(MemoryUsage::getUsed)
                    .sum());
        }
    }

    /** The median over the collections, MiB; what is in use now where there was none. */
    long medianMiB() {
        List<Long> sorted = new ArrayList<>(afterCollection);
        Collections.sort(sorted);
        long bytes = sorted.isEmpty()
                ? ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed()
                : sorted.get(sorted.size() / 2);
        return bytes >> 20;
    }

    @Override
    public void close() {
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            try {
                ((NotificationEmitter) collector).removeNotificationListener(listener);
            } catch (ListenerNotFoundException e) {
                throw new IllegalStateException("a listener that was added is gone", e);
            }
        }
    }
}
