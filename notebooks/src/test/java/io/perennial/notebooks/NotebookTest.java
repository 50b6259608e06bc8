package io.perennial.notebooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.notebooks.Notebook.Cell;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import jdk.jshell.Snippet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs every notebook; with {@code -Dnotebooks.update=true} it stores the outputs instead of comparing them. */
class NotebookTest {

    private static final boolean UPDATE = Boolean.getBoolean("notebooks.update");
    private static final int LONGEST_CELL = 12;

    static List<Path> notebooks() throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(Path.of(System.getProperty("basedir")), "*.ipynb")) {
            files.forEach(found::add);
        }
        Collections.sort(found);
        return found;
    }

    @BeforeAll
    static void make() throws IOException, InterruptedException {
        Company.make();
    }

    @Test
    void there_are_notebooks_and_the_guide_names_each() throws IOException {
        String guide = Files.readString(Path.of(System.getProperty("perennial.root"), "docs/NOTEBOOKS.md"));
        List<Path> notebooks = notebooks();
        assertFalse(notebooks.isEmpty());
        notebooks.forEach(file -> assertTrue(
                guide.contains(file.getFileName().toString()), () -> "docs/NOTEBOOKS.md does not name " + file));
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void every_cell_runs_and_shows_what_is_stored(Path file) throws IOException {
        Notebook notebook = Notebook.read(file);
        List<List<Output>> outputs = new ArrayList<>();
        try (Kernel kernel = new Kernel()) {
            List<String> problems = new ArrayList<>();
            for (Cell cell : notebook.code()) {
                outputs.add(kernel.run(cell));
                Difference.of(cell.stored(), outputs.get(cell.number() - 1), cell.tolerance())
                        .ifPresent(difference -> problems.add(cell.name() + " " + difference));
            }
            assertDefinesNothing(file, kernel.kinds());
            if (UPDATE) {
                notebook.store(outputs);
            } else {
                assertTrue(
                        problems.isEmpty(),
                        () -> file.getFileName() + ": " + String.join("\n", problems)
                                + "\nif the new outputs are right, docs/NOTEBOOKS.md says how to store them");
            }
        }
    }

    private static void assertDefinesNothing(Path file, Set<Snippet.Kind> kinds) {
        assertTrue(
                Collections.disjoint(kinds, List.of(Snippet.Kind.TYPE_DECL, Snippet.Kind.METHOD)),
                () -> file.getFileName() + " declares a type or method; put it into a module and call it");
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void code_cells_are_short_and_prose_precedes_them(Path file) throws IOException {
        Notebook notebook = Notebook.read(file);
        for (Cell cell : notebook.code()) {
            assertTrue(
                    cell.source().lines().count() <= LONGEST_CELL,
                    () -> cell.name() + " is longer than " + LONGEST_CELL + " lines");
        }
        assertTrue(notebook.prose().size() >= notebook.code().size(), "every code cell has prose of its own");
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void stored_outputs_name_no_place_of_a_machine(Path file) throws IOException {
        String text = Files.readString(file);
        for (String property : List.of("java.io.tmpdir", "user.dir", "user.home")) {
            String place = System.getProperty(property) + File.separator;
            assertFalse(text.contains(place), () -> file.getFileName() + " names " + place);
        }
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void storing_the_stored_outputs_changes_no_byte(Path file) throws IOException {
        Path copy = Files.createTempFile("notebook", ".ipynb");
        Files.copy(file, copy, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Notebook notebook = Notebook.read(copy);
        notebook.store(notebook.code().stream().map(Cell::stored).toList());
        assertEquals(Files.readString(file), Files.readString(copy));
        Files.delete(copy);
    }

    @Test
    void the_class_path_holds_neither_spark_nor_a_web_server() {
        List<String> jars = List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1));
        List<String> banned = jars.stream()
                .map(jar -> Path.of(jar).getFileName().toString())
                .filter(name -> name.startsWith("spark-") || name.startsWith("jetty-") || name.startsWith("javalin"))
                .toList();
        assertEquals(List.of(), banned);
        assertTrue(jars.size() > 10, () -> "class path is " + jars);
    }
}
