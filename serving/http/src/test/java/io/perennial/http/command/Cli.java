package io.perennial.http.command;

import io.perennial.http.HttpMain;
import java.io.PrintWriter;
import java.io.StringWriter;

/** One run of a command with what it wrote. */
record Cli(int exit, String out, String err) {

    static Cli run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = HttpMain.run(new PrintWriter(out), new PrintWriter(err), args);
        return new Cli(exit, out.toString(), err.toString());
    }
}
