package io.perennial.scoring.population;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.perennial.scoring.file.StrictJson;
import io.perennial.scoring.registry.RegistryException;
import io.perennial.scoring.registry.RegistryException.Kind;
import io.perennial.scoring.registry.VersionFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What became of the rows of the logs that a population rests on, and of explaining it: the file {@value #FILE} of a
 * bundle. It counts the whole logs, what lies on or after the as-of included, and names nobody.
 *
 * @param asOf        the day the scores speak for
 * @param dataHash    hash of the visible ledger content, as the population's header has it
 * @param rows        what became of all rows
 * @param quarantined rows that could not be used, by reason, the most frequent first
 * @param files       what became of each file's rows
 * @param logs        the days of each log
 * @param carried     kinds of events the logs carry
 * @param users       users with events
 * @param aliases     rows whose user was an alias
 * @param explaining  what came of explaining the scores
 */
public record LogAccount(
        LocalDate asOf,
        String dataHash,
        Rows rows,
        List<Cause> quarantined,
        List<FileRows> files,
        List<LogDays> logs,
        List<String> carried,
        long users,
        long aliases,
        Explaining explaining) {

    /** The file of a bundle it is kept in; bundles of earlier releases have none. */
    public static final String FILE = "account.json";

    public LogAccount {
        quarantined = List.copyOf(quarantined);
        files = List.copyOf(files);
        logs = List.copyOf(logs);
        carried = List.copyOf(carried);
    }

    /**
     * Where rows went: {@code read = kept + ignored + duplicates + quarantined}.
     *
     * @param read        rows read
     * @param kept        rows that made events
     * @param ignored     rows no rule speaks of
     * @param duplicates  rows that repeat another
     * @param quarantined rows that could not be used
     * @param events      events the kept rows made
     */
    public record Rows(long read, long kept, long ignored, long duplicates, long quarantined, long events) {

        /** Rows that are neither in one place nor in another; anything but 0 is a loss. */
        public long lost() {
            return read - kept - ignored - duplicates - quarantined;
        }
    }

    /**
     * Why rows could not be used.
     *
     * @param reason   as ingest words it
     * @param rows     how many
     * @param examples such rows, every letter and digit made equal to all others, so that they show form alone
     */
    public record Cause(String reason, long rows, List<String> examples) {
        public Cause {
            examples = List.copyOf(examples);
        }
    }

    /** One file, by its name; with the folder it lies in where another is called the same. */
    public record FileRows(String name, Rows rows) {}

    /**
     * The days one log speaks of.
     *
     * @param mapping         name of its mapping
     * @param firstDay        first day with events
     * @param lastDay         last day with events
     * @param completeThrough the day through which it is complete: as its mapping states, else its last day
     */
    public record LogDays(String mapping, LocalDate firstDay, LocalDate lastDay, LocalDate completeThrough) {}

    /**
     * What came of explaining the scores.
     *
     * @param explained         users explained
     * @param withheld          explanations that were withheld, by cause
     * @param largestDifference largest difference of a score to its baseline and parts
     */
    public record Explaining(long explained, Map<String, Long> withheld, double largestDifference) {
        public Explaining {
            withheld = Collections.unmodifiableMap(new TreeMap<>(withheld));
        }
    }

    /** Writes the account into a bundle. */
    public void write(Path bundle) throws IOException {
        Files.write(bundle.resolve(FILE), StrictJson.MAPPER.writeValueAsBytes(this));
    }

    /**
     * The account of a published population; empty where its bundle had none.
     *
     * @throws RegistryException where it is damaged
     */
    public static Optional<LogAccount> of(VersionFiles population) {
        return population.has(FILE) ? Optional.of(read(population.bytes(FILE))) : Optional.empty();
    }

    /** An account out of its JSON, which must be whole. */
    static LogAccount read(byte[] bytes) {
        try {
            return StrictJson.MAPPER.readValue(bytes, LogAccount.class);
        } catch (JsonProcessingException e) {
            throw damaged(e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw damaged(e.getMessage(), e);
        }
    }

    private static RegistryException damaged(String why, IOException cause) {
        return new RegistryException(
                Kind.DAMAGED, FILE + " of the population can't be read: " + why + "; score and load again", cause);
    }
}
