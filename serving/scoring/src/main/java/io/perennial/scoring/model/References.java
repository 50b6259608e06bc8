package io.perennial.scoring.model;

import io.perennial.features.profile.RfmCuts;
import io.perennial.scoring.binary.BinaryFormatException;
import io.perennial.scoring.binary.BinaryReader;
import io.perennial.scoring.binary.BinaryWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What a model's explanations compare with: reference rows, each the centroid of at least {@value #LEAST_USERS}
 * users, and the peers of the training population. The content of {@code reference.bin}.
 *
 * @param rows  feature vectors in schema order, NaN where most of the users behind a row have no record
 * @param users how many users stand behind each row
 * @param peers what users of like tenure and value look like
 * @param cuts  where the population's fifths of recency, frequency and monetary value meet; empty where nobody bought
 */
public record References(List<double[]> rows, List<Integer> users, Peers peers, Optional<RfmCuts> cuts) {

    /** The fewest users behind a row: no row is a person. */
    public static final int LEAST_USERS = 20;

    /** How many rows a model has, where there are users enough. */
    public static final int DEFAULT_ROWS = 32;

    private static final byte[] MAGIC = "PRNLREFS".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final int MOST_ROWS = 1_024;
    private static final String SUBJECT = "reference file";

    public References {
        rows = Collections.unmodifiableList(new ArrayList<>(rows));
        users = List.copyOf(users);
        if (rows.isEmpty() || rows.size() != users.size() || rows.size() > MOST_ROWS) {
            throw new IllegalArgumentException(
                    rows.size() + " reference rows with " + users.size() + " counts; 1 to " + MOST_ROWS + " of each");
        }
        rows.forEach(row -> requireRow(row, peers.width()));
        users.forEach(References::requireUsers);
    }

    private static void requireRow(double[] row, int width) {
        if (row.length != width) {
            throw new IllegalArgumentException("a reference row has " + row.length + " features, peers have " + width);
        }
        for (double value : row) {
            if (Double.isInfinite(value)) {
                throw new IllegalArgumentException("a reference row holds " + value);
            }
        }
    }

    private static void requireUsers(int count) {
        if (count < LEAST_USERS) {
            throw new IllegalArgumentException(
                    "a reference row stands for " + count + " users, fewer than " + LEAST_USERS);
        }
    }

    /** How many features a row has. */
    public int width() {
        return peers.width();
    }

    /** The rows and peers as bytes; equal content gives equal bytes. */
    public byte[] write() {
        BinaryWriter sink = new BinaryWriter();
        sink.raw(MAGIC);
        sink.i32(VERSION);
        sink.i32(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            sink.i32(users.get(i));
            sink.doubles(rows.get(i));
        }
        peers.write(sink);
        writeCuts(sink);
        return sink.toByteArray();
    }

    /**
     * Reads what {@link #write} wrote, trusting nothing.
     *
     * @throws BinaryFormatException where the bytes are not exactly one valid reference file
     */
    public static References read(byte[] bytes) throws BinaryFormatException {
        BinaryReader source = new BinaryReader(SUBJECT, bytes);
        source.header(MAGIC, VERSION);
        try {
            int count = source.count(2 * Integer.BYTES, "reference rows");
            List<double[]> rows = new ArrayList<>();
            List<Integer> users = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                users.add(source.i32("users behind a row"));
                rows.add(source.doubles("features of a row"));
            }
            Peers peers = Peers.read(source);
            Optional<RfmCuts> cuts = readCuts(source);
            source.end("the references");
            return new References(rows, users, peers, cuts);
        } catch (IllegalArgumentException e) {
            throw source.refuse(e.getMessage());
        }
    }

    private void writeCuts(BinaryWriter sink) {
        sink.u8(cuts.isPresent() ? 1 : 0);
        cuts.ifPresent(fifths -> {
            sink.doubles(numbers(fifths.recency()));
            sink.doubles(numbers(fifths.frequency()));
            sink.doubles(numbers(fifths.monetary()));
        });
    }

    private static Optional<RfmCuts> readCuts(BinaryReader source) throws BinaryFormatException {
        int present = source.u8("whether there are cuts");
        if (present > 1) {
            throw source.refuse("neither cuts nor none, but " + present);
        }
        return present == 0
                ? Optional.empty()
                : Optional.of(new RfmCuts(
                        list(source.doubles("cuts of recency")),
                        list(source.doubles("cuts of frequency")),
                        list(source.doubles("cuts of monetary value"))));
    }

    private static double[] numbers(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static List<Double> list(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }
}
