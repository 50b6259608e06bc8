package io.perennial.features.spark.ingest;

import io.perennial.command.Build;
import io.perennial.features.spark.mapping.Mapping;
import io.perennial.features.spark.source.LogFile;
import io.perennial.features.spark.step.MadeBy;
import io.perennial.features.spark.step.PartValues;
import io.perennial.features.spark.table.EventTable;
import io.perennial.features.spark.table.LedgerTable;
import java.util.List;
import java.util.Optional;

/**
 * What a run of ingest reads, and where its tasks say what they counted.
 *
 * @param mappings by log
 * @param files    by log; numbered through over all logs
 * @param aliases  the file of aliases, if there is one
 * @param tallies  what tasks counted
 */
record Inputs(List<Mapping> mappings, List<List<LogFile>> files, Optional<LogFile> aliases, PartValues<Tally> tallies) {

    private static final MadeBy MADE_BY =
            new MadeBy(Build.current(), "ingest 7", EventTable.SCHEMA, LedgerTable.SCHEMA);

    Inputs(List<Mapping> mappings, List<List<LogFile>> files, Optional<LogFile> aliases) {
        this(mappings, files, aliases, new PartValues<>());
    }

    /** The paths of all files by number. */
    List<String> paths() {
        return files.stream().flatMap(List::stream).map(LogFile::path).toList();
    }

    /** A hash of build, mappings, aliases and files; files are told apart by path, length and time of change. */
    String fingerprint() {
        StringBuilder text = new StringBuilder();
        for (Mapping mapping : mappings) {
            text.append("\nmapping ").append(mapping.text());
        }
        files.stream().flatMap(List::stream).forEach(file -> text.append("\nlog ")
                .append(describe(file)));
        aliases.ifPresent(file -> text.append("\naliases ").append(describe(file)));
        return MADE_BY.fingerprint(text.toString());
    }

    private static String describe(LogFile file) {
        return file.log() + " " + file.bytes() + " " + file.modified() + " " + file.path();
    }
}
