package io.perennial.scoring.population;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which user each alias stands for, as the logs were read: what comes later under an alias belongs to the same user.
 * Immutable.
 */
public final class AliasTable {

    private static final AliasTable NONE = new AliasTable(Map.of());

    private final Map<String, String> users;
    private final Map<String, List<String>> aliases = new HashMap<>();

    private AliasTable(Map<String, String> users) {
        this.users = Map.copyOf(users);
        // In one order, so that equal tables give equal bytes.
        new TreeMap<>(users).forEach((alias, user) -> {
            if (!alias.equals(user)) {
                aliases.computeIfAbsent(user, key -> new ArrayList<>()).add(alias);
            }
        });
    }

    /** No user has an alias. */
    public static AliasTable none() {
        return NONE;
    }

    /** The table of resolved aliases: each value is a user, no alias of another. */
    public static AliasTable of(Map<String, String> users) {
        return users.isEmpty() ? NONE : new AliasTable(users);
    }

    /** The user an id stands for: itself where it is no alias. */
    public String user(String id) {
        return users.getOrDefault(id, id);
    }

    /** All ids of the user an id stands for: the user's own first. */
    public List<String> ids(String id) {
        String user = user(id);
        List<String> ids = new ArrayList<>();
        ids.add(user);
        ids.addAll(aliases.getOrDefault(user, List.of()));
        return ids;
    }

    /** Whether there is no alias. */
    public boolean isEmpty() {
        return users.isEmpty();
    }

    byte[] bytes() {
        ByteSink sink = new ByteSink();
        sink.putUnsigned(users.size());
        new TreeMap<>(users).forEach((alias, user) -> {
            sink.putText(alias);
            sink.putText(user);
        });
        return sink.take();
    }

    static AliasTable read(byte[] bytes) {
        ByteSource source = new ByteSource("the aliases of the population", bytes);
        int size = source.getCount(2);
        Map<String, String> users = new HashMap<>();
        for (int i = 0; i < size; i++) {
            users.put(source.getText(), source.getText());
        }
        if (!source.isAtEnd() || users.size() != size) {
            throw source.damaged("an alias stands twice, or something follows the last");
        }
        return of(users);
    }
}
