package io.perennial.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** What is not on the class path can't break the server; the test class path holds all of the server's and more. */
class ClassPathTest {

    @Test
    void no_engine_is_on_the_class_path() {
        for (String name : List.of(
                "org.apache.spark.sql.SparkSession",
                "org.apache.hadoop.conf.Configuration",
                "scala.Option",
                "org.nd4j.linalg.factory.Nd4j",
                "org.bytedeco.javacpp.Loader",
                "org.tribuo.Model",
                "ml.dmlc.xgboost4j.java.Booster",
                "com.sun.jna.Native",
                "org.yaml.snakeyaml.Yaml")) {
            assertThrows(ClassNotFoundException.class, () -> Class.forName(name), name);
        }
    }

    @Test
    void no_jar_holds_native_code() throws IOException {
        List<String> natives = new ArrayList<>();
        int jars = 0;
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (entry.endsWith(".jar") && Files.isRegularFile(Path.of(entry))) {
                jars++;
                try (ZipFile jar = new ZipFile(entry)) {
                    jar.stream()
                            .filter(file -> file.getName().matches(".*\\.(so|dll|dylib|jnilib)"))
                            .forEach(file -> natives.add(entry + "!" + file.getName()));
                }
            }
        }
        assertTrue(jars > 10, "only " + jars + " jars were found on the class path");
        assertEquals(List.of(), natives);
    }
}
