package io.perennial.training.publish;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Versions of the libraries that train, as their own jars state them. */
final class Libraries {

    private static final Map<String, String> TRAINING = Map.of(
            "tribuo", "org.tribuo/tribuo-core",
            "xgboost4j", "ml.dmlc/xgboost4j_2.12",
            "deeplearning4j", "org.deeplearning4j/deeplearning4j-nn",
            "hipparchus", "org.hipparchus/hipparchus-core");

    private Libraries() {}

    /** Name to version; {@code unknown} where a jar does not say. */
    static Map<String, String> versions() {
        Map<String, String> versions = new TreeMap<>();
        TRAINING.forEach((name, artifact) -> versions.put(name, version(artifact)));
        return versions;
    }

    private static String version(String artifact) {
        String path = "/META-INF/maven/" + artifact + "/pom.properties";
        try (InputStream stream = Libraries.class.getResourceAsStream(path)) {
            if (stream == null) {
                return "unknown";
            }
            Properties properties = new Properties();
            properties.load(stream);
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + path, e);
        }
    }
}
