package io.perennial.notebooks;

import io.perennial.notebooks.Notebook.Cell;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import jdk.jshell.EvalException;
import jdk.jshell.ExpressionSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.VarSnippet;

/** Runs the cells of one notebook in a JShell inside this process, with this process's class path. */
final class Kernel implements AutoCloseable {

    /** What JJava imports before the first cell. */
    private static final List<String> IMPORTS = List.of(
            "java.util.*",
            "java.io.*",
            "java.math.*",
            "java.net.*",
            "java.time.*",
            "java.util.concurrent.*",
            "java.util.prefs.*",
            "java.util.regex.*",
            "static io.perennial.notebooks.Shown.*");

    private final JShell shell = JShell.builder().executionEngine("local").build();
    private final Set<Snippet.Kind> kinds = new HashSet<>();
    private final Locale locale = Locale.getDefault();

    Kernel() {
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            shell.addToClasspath(entry);
        }
        IMPORTS.forEach(name -> shell.eval("import " + name + ";"));
        Locale.setDefault(Locale.ROOT);
    }

    /** The kinds of all snippets run so far: variables, expressions, statements, declarations. */
    Set<Snippet.Kind> kinds() {
        return Set.copyOf(kinds);
    }

    /**
     * Runs a cell.
     *
     * @throws CellFailure where it does not compile or throws
     */
    List<Output> run(Cell cell) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream before = System.out;
        Output value;
        try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            System.setOut(out);
            value = evaluate(cell);
        } finally {
            System.setOut(before);
        }
        List<Output> outputs = new ArrayList<>();
        if (bytes.size() > 0) {
            outputs.add(new Output.Printed(bytes.toString(StandardCharsets.UTF_8)));
        }
        if (value != null) {
            outputs.add(value);
        }
        return outputs;
    }

    private Output evaluate(Cell cell) {
        String last = "";
        SourceCodeAnalysis analysis = shell.sourceCodeAnalysis();
        CompletionInfo next = analysis.analyzeCompletion(cell.source());
        while (next.completeness() != Completeness.EMPTY) {
            if (!next.completeness().isComplete()) {
                throw new CellFailure(cell, "is not complete Java: " + next.remaining(), null);
            }
            for (SnippetEvent event : shell.eval(next.source())) {
                check(cell, event);
                last = valueName(event.snippet());
                kinds.add(event.snippet().kind());
            }
            next = analysis.analyzeCompletion(next.remaining());
        }
        if (!last.isEmpty()) {
            shell.eval("show(" + last + ");");
        }
        return Shown.take();
    }

    private void check(Cell cell, SnippetEvent event) {
        if (event.status() == Snippet.Status.REJECTED) {
            List<String> problems = shell.diagnostics(event.snippet())
                    .map(problem -> problem.getMessage(Locale.ROOT))
                    .toList();
            throw new CellFailure(
                    cell,
                    "does not compile: " + problems + "\n" + event.snippet().source(),
                    null);
        }
        if (event.exception() != null) {
            String thrown = event.exception() instanceof EvalException known
                    ? known.getExceptionClassName() + ": " + known.getMessage()
                    : event.exception().toString();
            throw new CellFailure(
                    cell, "throws " + thrown + "\n" + event.snippet().source(), event.exception());
        }
    }

    /** The name under which the shell keeps the value of an expression; empty for what has none to show. */
    private static String valueName(Snippet snippet) {
        if (snippet instanceof ExpressionSnippet expression) {
            return expression.name();
        }
        boolean temporary = snippet.subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
        return temporary && snippet instanceof VarSnippet variable ? variable.name() : "";
    }

    @Override
    public void close() {
        shell.close();
        Locale.setDefault(locale);
    }

    /** A cell that could not run. */
    static final class CellFailure extends RuntimeException {
        private static final long serialVersionUID = 1;

        CellFailure(Cell cell, String what, Throwable cause) {
            super(cell.name() + " " + what, cause);
        }
    }
}
