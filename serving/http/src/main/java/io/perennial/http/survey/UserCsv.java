package io.perennial.http.survey;

import io.perennial.http.report.Labels;
import io.perennial.http.report.Report.Why;
import io.perennial.scoring.file.FileStamp;
import io.perennial.scoring.score.Column;
import io.perennial.scoring.score.CsvFile;
import io.perennial.scoring.score.ScoreColumns;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;

/**
 * A list of users as CSV (RFC 4180, UTF-8), written line by line. Its last line may say how many users came before it and
 * the SHA-256 of every byte before it, so that whoever has the file can tell that it is whole.
 *
 * @param columns what stands in it
 * @param mark    whether it begins with the mark by which spreadsheets know UTF-8
 * @param trailer whether it ends with count and checksum
 */
public record UserCsv(List<Entry> columns, boolean mark, boolean trailer) {

    /** A column: its head, and what it says of a user, null for nothing. */
    public record Entry(String head, Function<Line, Object> value) {}

    private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    /** Columns of the scores that a page of the list shows. */
    private static final List<String> SEEN = List.of(
            "user_id",
            "churn_grade",
            "churn_probability",
            "churn_low",
            "churn_high",
            "expected_loss",
            "value_if_retained",
            "ltv",
            "ltv_low",
            "ltv_high",
            "last_active",
            "last_value",
            "stage",
            "segment",
            "currency",
            "horizon_days",
            "gap_days");

    public UserCsv {
        columns = List.copyOf(columns);
    }

    /** The columns a page shows, or all there are; reasons in the words of the labels. */
    public static List<Entry> columns(boolean all, Labels labels) {
        List<Entry> entries = new ArrayList<>();
        for (Column column : ScoreColumns.columns()) {
            if (all || SEEN.contains(column.name())) {
                entries.add(
                        new Entry(column.name(), line -> column.of(line.score()).orElse(null)));
            }
        }
        entries.add(new Entry("last_order", line -> line.lastOrder().orElse(null)));
        entries.add(new Entry("risk", line -> line.risk().id()));
        entries.add(new Entry("tier", line -> line.tier().id()));
        entries.add(new Entry("arm", line -> line.arm().id()));
        entries.add(new Entry("may_act", line -> line.arm().mayAct()));
        entries.add(
                new Entry("reason", line -> line.reason().map(labels::subject).orElse(null)));
        entries.add(new Entry("reason_value", line -> line.reason()
                .map(Why::value)
                .filter(own -> !own.isNaN())
                .orElse(null)));
        entries.add(new Entry(
                "reason_raises_risk", line -> line.reason().map(Why::raises).orElse(null)));
        entries.add(new Entry("action", line -> line.action().orElse(null)));
        entries.add(new Entry(
                "expected_gain",
                line -> Double.isNaN(line.what().gain()) ? null : line.what().gain()));
        entries.add(new Entry("no_action", line -> line.noAction().orElse(null)));
        return entries;
    }

    /** Writes users by their ordinals; the stream stays open. */
    public void write(int[] users, Line.Maker lines, OutputStream out) throws IOException {
        MessageDigest digest = FileStamp.newDigest();
        DigestOutputStream counted = new DigestOutputStream(out, digest);
        if (mark) {
            counted.write(MARK);
        }
        BufferedWriter writer = new BufferedWriter(new OutputStreamWriter(counted, StandardCharsets.UTF_8), 1 << 15);
        CsvFile csv = CsvFile.into(writer, columns.stream().map(Entry::head).toList());
        List<Object> cells = new ArrayList<>();
        for (int user : users) {
            Line line = lines.of(user);
            cells.clear();
            columns.forEach(column -> cells.add(column.value().apply(line)));
            csv.add(cells);
        }
        writer.flush();
        if (trailer) {
            String sum = "# rows=" + users.length + " sha256=" + HexFormat.of().formatHex(digest.digest()) + "\r\n";
            out.write(sum.getBytes(StandardCharsets.UTF_8));
        }
    }
}
