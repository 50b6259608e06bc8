package io.perennial.http.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The reference page of configuration keys is made of the code that reads them, so it can't miss one. */
class ConfigPageTest {

    private static final Path ROOT = Path.of(System.getProperty("perennial.root", "."));
    private static final Path SOURCES = ROOT.resolve("serving/http/src/main/java/io/perennial/http/config");
    private static final Path PAGE = ROOT.resolve("docs/reference/CONFIG.md");

    private static final Map<String, String> TAKES = Map.of(
            "text", "text",
            "texts", "list of texts",
            "path", "file or folder, relative to this file",
            "count", "whole number",
            "number", "whole number",
            "decimal", "number",
            "millis", "milliseconds",
            "truth", "true or false");

    /** Keys whose record component has another name. */
    private static final Map<String, String> CALLED_OTHERWISE =
            Map.of("jwks", "keySet", "roles", "rolesClaim", "most_mib", "mostBytes");

    private static final Map<String, String> ALARMS_CALLED_OTHERWISE = Map.of("on", "isOn", "url", "webhook");

    private static final Pattern READ = Pattern.compile(
            "(?:section|root)\\s*\\.(\\w+)\\(\"(\\w+)\"(?:, ([^\\n]*?))?\\)(?=[,;)\\s.]|$)", Pattern.MULTILINE);

    /** What a key is unless it is given, as a component of a record. */
    private static final Pattern USUAL = Pattern.compile("(?:defaults|explain)\\.(\\w+)\\(.*");

    private static final Pattern TABLE = Pattern.compile("\\.section\\(\"(\\w+)\", (\\w+)::read\\)");

    /** Sources of the records, and what they hold unless a file says otherwise. */
    private record Table(String name, String source, String javadoc, Record defaults) {

        /** The same for the keys of explaining, which stand in the file itself and not in a table of their own. */
        Table explain() throws IOException {
            return new Table(name, source, ConfigPageTest.source("ExplainConfig"), ExplainConfig.defaults());
        }
    }

    @Test
    void the_page_is_what_the_code_reads() throws IOException {
        StringBuilder page = new StringBuilder("# Every key of the server's configuration\n\n"
                + "Generated from the code; [README](README.md) says how. `perennial serve --config server.toml`; what the"
                + " tables are for: [SERVER](../SERVER.md). Every key may be left out, an unknown one is refused.\n");
        add("", "ConfigFile", "ServerConfig", page);
        page.append(alarms());
        if (Boolean.getBoolean("reference.update")) {
            Files.writeString(PAGE, page.toString());
        }
        assertEquals(Files.readString(PAGE), page.toString(), "docs/reference/README.md says how to write it again");
    }

    /** The keys of the file of alarms, and what they are where it states none. */
    private static String alarms() throws IOException {
        StringBuilder section =
                new StringBuilder("\n## The file of alarms\n\n`alarms` names it. It has a table for each alarm"
                        + " with any of these keys, and may have `[webhook]`; what it leaves out is as in the second table. Where only"
                        + " one of `amber` and `red` is stated the other stays, and two that contradict each other are refused.\n\n"
                        + "| key | takes | what it is |\n| --- | --- | --- |\n");
        String records = source("../alarm/AlarmRule") + source("../alarm/AlarmRules");
        for (Matcher read = READ.matcher(source("AlarmFile")); read.find(); ) {
            if (TAKES.containsKey(read.group(1))) {
                String component = ALARMS_CALLED_OTHERWISE.getOrDefault(read.group(2), camel(read.group(2)));
                section.append("| `" + (component.equals("webhook") ? "webhook." : "") + read.group(2) + "` | "
                        + TAKES.get(read.group(1)) + " | "
                        + about(records, component).replaceAll("; NaN.*|; empty.*", "") + " |\n");
            }
        }
        section.append("\n| alarm | `amber` | `red` | `in_a_row` | `least_users` |\n| --- | --- | --- | --- | --- |\n");
        AlarmFile.defaults()
                .rules()
                .forEach((kind, rule) -> section.append("| `" + kind.id() + "` | " + rule.amber()
                        + " | " + (Double.isNaN(rule.red()) ? "never" : rule.red()) + " | " + rule.inARow()
                        + ", at most "
                        + kind.mostInARow() + " | " + rule.leastUsers() + " |\n"));
        return section.toString();
    }

    private static void add(String name, String reader, String type, StringBuilder page) throws IOException {
        String source = source(reader);
        Table table = new Table(name, source, source(type), defaults(type));
        page.append(name.isEmpty() ? "\n## The file itself\n" : "\n## [" + name + "]\n");
        page.append("\n| key | takes | unless given | what it is |\n| --- | --- | --- | --- |\n");
        keys(table).values().forEach(page::append);
        for (Matcher inner = TABLE.matcher(source); inner.find(); ) {
            String nested = name.isEmpty() ? inner.group(1) : name + "." + inner.group(1);
            add(nested, inner.group(2), inner.group(2), page);
        }
    }

    /** A row for each key that is read, in the order of the code. */
    private static Map<String, String> keys(Table table) throws IOException {
        Map<String, String> rows = new LinkedHashMap<>();
        for (Matcher read = READ.matcher(table.source()); read.find(); ) {
            String takes = TAKES.get(read.group(1));
            if (takes != null) {
                String otherwise = read.group(3) == null ? "" : read.group(3);
                Table its = otherwise.startsWith("explain.") ? table.explain() : table;
                Matcher usual = USUAL.matcher(otherwise);
                String component = usual.matches()
                        ? usual.group(1)
                        : CALLED_OTHERWISE.getOrDefault(read.group(2), camel(read.group(2)));
                rows.putIfAbsent(
                        read.group(2),
                        "| `" + read.group(2) + "` | " + takes + " | " + unlessGiven(its, otherwise, component) + " | "
                                + about(its.javadoc(), component) + " |\n");
            }
        }
        assertTrue(!rows.isEmpty(), "no key is read in " + table.name());
        return rows;
    }

    private static String unlessGiven(Table table, String otherwise, String component) {
        if (!USUAL.matcher(otherwise).matches()) {
            String literal = constant(table.source(), otherwise);
            return literal.matches("\"[^\"]+\"|[\\d_]+") ? "`" + literal.replace("_", "") + "`" : "";
        }
        if (component.equals("threads")) {
            return "one less than the cores";
        }
        Object value = value(table.defaults(), component);
        String text = String.valueOf(value instanceof Duration time ? time.toMillis() : value);
        return text.isEmpty() ? "" : "`" + text + "`";
    }

    /** The value of a constant of the source; any other text is itself. */
    private static String constant(String source, String text) {
        Matcher defined =
                Pattern.compile(" " + Pattern.quote(text) + " = ([^;]+);").matcher(source);
        return text.matches("[A-Z_]+") && defined.find() ? defined.group(1) : text;
    }

    private static Object value(Record record, String component) {
        for (RecordComponent each : record.getClass().getRecordComponents()) {
            if (each.getName().equals(component)) {
                try {
                    return each.getAccessor().invoke(record);
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException(component + " cannot be read", e);
                }
            }
        }
        throw new IllegalStateException(record.getClass() + " has no component " + component);
    }

    private static Record defaults(String type) {
        return switch (type) {
            case "TrafficConfig" -> TrafficConfig.defaults();
            case "LimitConfig" -> LimitConfig.defaults();
            case "ValueHealthConfig" -> ValueHealthConfig.defaults();
            default -> ServerConfig.defaults();
        };
    }

    /** What the Javadoc of the record says of a component. */
    private static String about(String source, String component) {
        Matcher said = Pattern.compile("(?s)@param " + component + "\\s+(.*?)(?=\\n \\*/|\\n \\* @)")
                .matcher(source);
        return said.find()
                ? said.group(1).replaceAll("\\s*\\n \\*\\s*", " ").replaceAll("\\{@\\w+ ([^}]*)}", "`$1`")
                : "";
    }

    private static String camel(String key) {
        return Pattern.compile("_(\\w)").matcher(key).replaceAll(part -> part.group(1)
                .toUpperCase(java.util.Locale.ROOT));
    }

    private static String source(String type) throws IOException {
        return Files.readString(SOURCES.resolve(type + ".java"));
    }
}
