package io.perennial.features.spark.bench;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/**
 * How much of the heap is live while it watches: what a full collection leaves, one of which it asks for every few
 * seconds. What small collections leave would not tell: with much heap garbage lies there for minutes.
 */
final class LiveHeap implements AutoCloseable {

    /** What the JVM calls a collection of all of the heap. */
    private static final String FULL = "end of major GC";

    private static final long MILLIS_BETWEEN = 5_000;

    private final Timer timer = new Timer("live heap", true);

    private final List<Long> afterCollection = Collections.synchronizedList(new ArrayList<>());
    private final NotificationListener listener = this::note;

    LiveHeap() {
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            ((NotificationEmitter) collector).addNotificationListener(listener, null, null);
        }
        TimerTask collect = new TimerTask() {
            @Override
            public void run() {
                System.gc();
            }
        };
        timer.schedule(collect, MILLIS_BETWEEN, MILLIS_BETWEEN);
    }

    private void note(Notification notification, Object nothing) {
        if (notification.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
            GarbageCollectionNotificationInfo info =
                    GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData());
            if (info.getGcAction().equals(FULL)) {
                afterCollection.add(info.getGcInfo().getMemoryUsageAfterGc().values().stream()
                        .mapToLong(MemoryUsage::getUsed)
                        .sum());
            }
        }
    }

    /** The median, MiB; what is in use now where it watched for too short a time. */
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
        timer.cancel();
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            try {
                ((NotificationEmitter) collector).removeNotificationListener(listener);
            } catch (ListenerNotFoundException e) {
                throw new IllegalStateException("a listener that was added is gone", e);
            }
        }
    }
}
