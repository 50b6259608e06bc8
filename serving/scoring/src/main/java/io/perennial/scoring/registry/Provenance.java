package io.perennial.scoring.registry;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a version came from: enough to make it again.
 *
 * @param dataHash  hash of the visible ledger content it learned from; empty where it learned from none
 * @param codeCommit commit of the code that made it, or {@code unknown}
 * @param options   every option of the run, seed included
 * @param libraries versions of the libraries that trained it
 * @param java      version of the JVM that trained it
 */
public record Provenance(
        String dataHash, String codeCommit, Map<String, String> options, Map<String, String> libraries, String java) {

    public Provenance {
        options = Collections.unmodifiableMap(new TreeMap<>(options));
        libraries = Collections.unmodifiableMap(new TreeMap<>(libraries));
    }
}
