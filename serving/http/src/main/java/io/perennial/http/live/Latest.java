package io.perennial.http.live;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * A few values that cost much to make: of more than so many, the one that was not asked for the longest goes. For any
 * number of threads; one value is made at a time, and those that are there are given meanwhile. Who is interrupted waits for
 * none.
 */
public final class Latest<K, V> {

    private final Map<K, V> values;
    /** Not a monitor: until Java 24 a virtual thread that waits for one keeps its carrier from all others. */
    private final Lock making = new ReentrantLock();

    /** Room for so many values. */
    public Latest(int most) {
        this.values = new LinkedHashMap<>(2 * most, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    /**
     * The value of a key, made where it is not there; nothing is kept where that fails.
     *
     * @throws IllegalStateException where the thread is interrupted before the value can be made
     */
    public V get(K key, Function<K, V> maker) {
        V kept = kept(key);
        return kept == null ? made(key, maker) : kept;
    }

    /** The value of a key where it is there; never waits for one that is made. */
    public Optional<V> find(K key) {
        return Optional.ofNullable(kept(key));
    }

    private V made(K key, Function<K, V> maker) {
        try {
            making.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("nobody waits any more for what was to be made", e);
        }
        try {
            V value = kept(key);
            if (value == null) {
                value = maker.apply(key);
                keep(key, value);
            }
            return value;
        } finally {
            making.unlock();
        }
    }

    private synchronized V kept(K key) {
        return values.get(key);
    }

    private synchronized void keep(K key, V value) {
        values.put(key, value);
    }

    /** Whether a value is there; asking for it so does not count. */
    public synchronized boolean holds(K key) {
        return values.containsKey(key);
    }
}
