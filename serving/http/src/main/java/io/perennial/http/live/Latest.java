package io.perennial.http.live;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * A few values that cost much to make: of more than so many, the one that was not asked for the longest goes. For any
 * number of threads; one value is made at a time, and those that are there are given meanwhile.
 */
public final class Latest<K, V> {

    private final Map<K, V> values;
    private final Object making = new Object();

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

    /** The value of a key, made where it is not there; nothing is kept where that fails. */
    public V get(K key, Function<K, V> maker) {
        V kept = kept(key);
        return kept == null ? made(key, maker) : kept;
    }

    private V made(K key, Function<K, V> maker) {
        synchronized (making) {
            V value = kept(key);
            if (value == null) {
                value = maker.apply(key);
                keep(key, value);
            }
            return value;
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
