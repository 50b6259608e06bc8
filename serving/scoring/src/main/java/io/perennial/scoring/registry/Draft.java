package io.perennial.scoring.registry;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** A version before it is published: what is stated about it, and its files. */
public final class Draft {

    /** The file the registry writes itself. */
    public static final String MANIFEST = "manifest.json";

    private final ModelFacts facts;
    private final Map<String, byte[]> small = new TreeMap<>();
    private final Map<String, Path> large = new TreeMap<>();

    private Draft(ModelFacts facts) {
        this.facts = facts;
    }

    /** A draft with these facts and no file yet. */
    public static Draft of(ModelFacts facts) {
        return new Draft(facts);
    }

    /** Adds a file; the bytes must not be changed afterwards. */
    public Draft file(String name, byte[] bytes) {
        small.put(checkNew(name), bytes);
        return this;
    }

    /** Adds a file that is copied at publish, for what is too large to hold. */
    public Draft file(String name, Path source) {
        large.put(checkNew(name), source);
        return this;
    }

    private String checkNew(String name) {
        ModelName.checkFile(name);
        if (name.equals(MANIFEST) || small.containsKey(name) || large.containsKey(name)) {
            throw new RegistryException(
                    RegistryException.Kind.REFUSED,
                    "file '" + name + "' of model " + facts.name() + " is already taken; use another name");
        }
        return name;
    }

    ModelFacts facts() {
        return facts;
    }

    Map<String, byte[]> small() {
        return small;
    }

    Map<String, Path> large() {
        return large;
    }
}
