package io.perennial.http.page;

import io.perennial.scoring.model.ModelId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Where a page is: its address holds all that it shows, so that who is sent it sees the same.
 *
 * @param path  path on this server
 * @param query query parameters, decoded
 */
public record Address(String path, Map<String, String> query) {

    public Address {
        query = Map.copyOf(query);
    }

    /** A path without parameters. */
    public static Address of(String path) {
        return new Address(path, Map.of());
    }

    /** The page of a user. */
    public static Address ofUser(String user) {
        return of("/users/" + encoded(user));
    }

    /** The page of a version. */
    public static Address ofVersion(ModelId version) {
        return ofVersion(version.name(), version.version());
    }

    /** The page of a version of a model, by its number. */
    public static Address ofVersion(String model, int version) {
        return of("/models/" + model + "/versions/" + version);
    }

    /** The same with a parameter set to another value; an empty one takes it away. */
    public Address with(String name, String value) {
        Map<String, String> changed = new TreeMap<>(query);
        changed.put(name, value);
        changed.values().removeIf(String::isEmpty);
        return new Address(path, changed);
    }

    /** The same without a parameter. */
    public Address without(String name) {
        return with(name, "");
    }

    /** As it stands in a link. */
    public String href() {
        String parameters = new TreeMap<>(query)
                .entrySet().stream()
                        .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                        .collect(Collectors.joining("&"));
        return parameters.isEmpty() ? path : path + "?" + parameters;
    }

    /** A text as part of an address. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
