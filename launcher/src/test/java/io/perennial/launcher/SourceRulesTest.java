package io.perennial.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * What no compiler checks: the length of files and methods, words that say work is unfinished or switched off, and that the page of
 * failures quotes what is really said.
 */
class SourceRulesTest {

    private static final Path ROOT = Path.of(System.getProperty("perennial.root"));
    private static final int LONGEST_FILE = 400;
    private static final int LONGEST_METHOD = 40;

    /** Bold words of a page, within them words in code or in quotes, within those what differs from case to case. */
    private static final Pattern QUESTION = Pattern.compile("(?s)\\*\\*.+?\\*\\*");

    private static final Pattern QUOTED = Pattern.compile("(?s)`([^`]+)`|\"([^\"]+)\"");
    private static final Pattern CHANGES =
            Pattern.compile("\\.\\.\\.|'X'|\\b[A-Z]\\b|[0-9][0-9.]*|\\S+\\.(toml|log)|[:;]|\\s+(?=\\()");
    private static final Pattern COMMENT = Pattern.compile("\\s*(//|/?\\*)");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\n]|\\\\.)*)\"");
    private static final Pattern UNFINISHED = Pattern.compile("\\b(TO" + "DO|FIX" + "ME)\\b|@Dis" + "abled\\b");

    @Test
    void no_file_is_longer_than_a_person_reads_at_once() throws IOException {
        assertEquals(
                List.of(),
                sources().stream()
                        .filter(file -> lines(file).size() > LONGEST_FILE)
                        .toList());
    }

    @Test
    void no_method_of_more_than_one_statement_is_longer_than_a_screen() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> found = new ArrayList<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            List<Path> java = sources().stream()
                    .filter(file -> file.toString().replace('\\', '/').matches(".*/src/main/.*\\.java"))
                    .toList();
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(java));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                unit.accept(new Bodies(unit, positions, found), null);
            }
        }
        assertEquals(List.of(), found);
    }

    /** The methods of a file whose bodies are too long. One statement alone is a list, and reads as one. */
    private static final class Bodies extends TreeScanner<Void, Void> {

        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final List<String> found;

        Bodies(CompilationUnitTree unit, SourcePositions positions, List<String> found) {
            this.unit = unit;
            this.positions = positions;
            this.found = found;
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            BlockTree body = method.getBody();
            if (body != null && body.getStatements().size() > 1) {
                long lines =
                        line(positions.getEndPosition(unit, body)) - line(positions.getStartPosition(unit, body)) + 1;
                if (lines > LONGEST_METHOD) {
                    found.add(unit.getSourceFile().getName() + ", " + method.getName() + ": " + lines + " lines");
                }
            }
            return super.visitMethod(method, null);
        }

        private long line(long position) {
            return unit.getLineMap().getLineNumber(position);
        }
    }

    @Test
    void no_work_is_left_for_later_and_no_test_is_switched_off() throws IOException {
        assertEquals(
                List.of(),
                sources().stream()
                        .filter(file -> lines(file).stream()
                                .anyMatch(line -> UNFINISHED.matcher(line).find()))
                        .toList());
    }

    @Test
    void every_message_the_page_of_failures_quotes_is_said_by_the_code() throws IOException {
        List<String> said = said();
        List<List<String>> quoted = QUESTION.matcher(Files.readString(ROOT.resolve("docs/FAQ.md")))
                .results()
                .flatMap(question -> QUOTED.matcher(question.group()).results())
                .map(quotation -> quotation.group(1) != null ? quotation.group(1) : quotation.group(2))
                .map(SourceRulesTest::lasting)
                .filter(words -> !words.isEmpty())
                .toList();
        assertTrue(quoted.size() > 20, quoted.toString());
        assertEquals(
                List.of(),
                quoted.stream()
                        .filter(words -> said.stream().noneMatch(file -> says(file, words)))
                        .toList());
    }

    /** What of a quotation is the same in every case, in the order it is said. */
    private static List<String> lasting(String quotation) {
        return Stream.of(CHANGES.split(quotation))
                .map(String::strip)
                .filter(words -> words.contains(" "))
                .toList();
    }

    /** Whether one file says all of it in this order. A first word may be a value, such as the column named first. */
    private static boolean says(String file, List<String> quotation) {
        int at = 0;
        for (String words : quotation) {
            int whole = file.indexOf(words, at);
            at = whole >= 0 ? whole : file.indexOf("\n" + words.substring(words.indexOf(' ')), at);
            if (at < 0) {
                return false;
            }
        }
        return true;
    }

    /** The script, and of each main source its literals, a line each; those broken over lines are made whole. */
    private static List<String> said() throws IOException {
        Stream<String> literals = sources().stream()
                .filter(file -> file.toString().replace('\\', '/').contains("src/main/"))
                .map(file -> lines(file).stream()
                        .filter(line -> !COMMENT.matcher(line).lookingAt())
                        .collect(Collectors.joining("\n")))
                .map(source -> source.replaceAll("\"\\s*\\+\\s*\"", ""))
                .map(source -> LITERAL.matcher(source)
                        .results()
                        .map(literal -> literal.group(1))
                        .collect(Collectors.joining("\n", "\n", "")));
        return Stream.concat(Stream.of(Files.readString(ROOT.resolve("perennial"))), literals)
                .toList();
    }

    @Test
    void sources_were_found() throws IOException {
        assertFalse(sources().isEmpty());
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.find(
                ROOT, 20, (file, attributes) -> attributes.isRegularFile() && isSource(ROOT.relativize(file)))) {
            return files.sorted().toList();
        }
    }

    private static boolean isSource(Path file) {
        String name = file.toString().replace('\\', '/');
        return name.contains("src/") && name.endsWith(".java") && !name.contains("target/");
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
