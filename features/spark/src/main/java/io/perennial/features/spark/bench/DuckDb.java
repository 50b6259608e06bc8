package io.perennial.features.spark.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** DuckDB in this process, on as many threads as Spark has and in a quarter of the machine's memory. */
final class DuckDb implements AutoCloseable {

    private final Connection connection;

    /** An empty database; what it can't hold in memory goes to a folder of its own below {@code work}. */
    DuckDb(Path work) {
        try {
            connection = DriverManager.getConnection("jdbc:duckdb:");
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "DuckDB is not on the class path; run this as ./perennial bench features, which adds it", e);
        }
        execute("SET threads = " + Runtime.getRuntime().availableProcessors());
        long quarter =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize() / 4;
        execute("SET memory_limit = '" + (quarter >> 20) + "MiB'");
        execute("SET preserve_insertion_order = false");
        execute("SET temp_directory = " + quoted(work.resolve("duckdb").toString()));
    }

    /** The release. */
    String version() {
        return texts("SELECT version()").get(0);
    }

    /** Runs one of this package's SQL files, each {@code ${name}} in it replaced by its value. */
    void run(String file, Map<String, ?> values) {
        String sql = resource(file);
        for (Map.Entry<String, ?> value : values.entrySet()) {
            sql = sql.replace("${" + value.getKey() + "}", value.getValue().toString());
        }
        execute(sql);
    }

    /** A file of this package. */
    static String resource(String file) {
        try (InputStream in = DuckDb.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("resource " + file + " cannot be read", e);
        }
    }

    /** The numbers of the first row, by column. */
    Map<String, Long> numbers(String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            Map<String, Long> numbers = new LinkedHashMap<>();
            for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                numbers.put(result.getMetaData().getColumnLabel(i), result.getLong(i));
            }
            return numbers;
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB refuses " + sql, e);
        }
    }

    /** The first column of every row. */
    List<String> texts(String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (result.next()) {
                texts.add(result.getString(1));
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB refuses " + sql, e);
        }
    }

    /** Runs statements that tell nothing. */
    void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB refuses " + sql, e);
        }
    }

    /** A text as SQL writes it. */
    static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB does not close", e);
        }
    }
}
