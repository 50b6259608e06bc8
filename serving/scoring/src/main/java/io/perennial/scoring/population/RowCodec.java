package io.perennial.scoring.population;

import io.perennial.features.event.EventKind;
import io.perennial.features.ledger.CodeSet;
import io.perennial.features.ledger.LedgerDay;
import io.perennial.features.ledger.UserLedger;
import java.util.ArrayList;
import java.util.List;

/** The bytes of one user: id, ledger days, features, score. */
final class RowCodec {

    private static final int LEAST_DAY = 8;

    private RowCodec() {}

    static void write(PopulationRow row, ByteSink sink) {
        sink.putText(row.user());
        sink.putUnsigned(row.ledger().days().size());
        int previous = 0;
        for (LedgerDay day : row.ledger().days()) {
            sink.putSigned(day.day() - previous);
            writeDay(day, sink);
            previous = day.day();
        }
        sink.putUnsigned(row.features().length);
        for (double feature : row.features()) {
            sink.putDouble(feature);
        }
        sink.putBytes(row.score());
    }

    static PopulationRow read(ByteSource source, int width) {
        String user = source.getText();
        int days = source.getCount(LEAST_DAY);
        List<LedgerDay> ledger = new ArrayList<>(days);
        int previous = 0;
        for (int i = 0; i < days; i++) {
            int delta = source.getInt();
            if (i > 0 && delta <= 0) {
                throw source.damaged("days of user " + user + " do not ascend");
            }
            previous = Math.addExact(previous, delta);
            ledger.add(readDay(previous, source));
        }
        return new PopulationRow(new UserLedger(user, ledger), readFeatures(source, width), source.getBytes());
    }

    private static double[] readFeatures(ByteSource source, int width) {
        int count = source.getCount(Double.BYTES);
        if (count != width) {
            throw source.damaged("a user has " + count + " features, not " + width);
        }
        double[] features = new double[count];
        for (int i = 0; i < count; i++) {
            features[i] = source.getDouble();
        }
        return features;
    }

    static void writeDay(LedgerDay day, ByteSink sink) {
        int kinds = 0;
        for (int k = 0; k < EventKind.COUNT; k++) {
            kinds |= day.count(EventKind.at(k)) == 0 ? 0 : 1 << k;
        }
        sink.putUnsigned(kinds);
        for (int k = 0; k < EventKind.COUNT; k++) {
            if ((kinds >>> k & 1) == 1) {
                sink.putUnsigned(day.count(EventKind.at(k)));
            }
        }
        sink.putUnsigned(day.spendMinor());
        sink.putUnsigned(day.refundMinor());
        sink.putUnsigned(day.visitSeconds());
        sink.putUnsigned(day.npsSum());
        sink.putSigned(day.sentimentSum());
        writeCodes(day.items(), sink);
        writeCodes(day.channels(), sink);
    }

    static LedgerDay readDay(int day, ByteSource source) {
        long kinds = source.getUnsigned();
        if (kinds >>> EventKind.COUNT != 0) {
            throw source.damaged("a day has a kind this build does not know");
        }
        int[] counts = new int[EventKind.COUNT];
        for (int k = 0; k < counts.length; k++) {
            if ((kinds >>> k & 1) == 1) {
                counts[k] = Math.toIntExact(source.getUnsigned());
            }
        }
        return new LedgerDay(
                day,
                counts,
                source.getUnsigned(),
                source.getUnsigned(),
                source.getUnsigned(),
                source.getUnsigned(),
                source.getSigned(),
                readCodes(source),
                readCodes(source));
    }

    private static void writeCodes(int[] codes, ByteSink sink) {
        sink.putUnsigned(codes.length);
        long previous = 0;
        for (int code : codes) {
            sink.putSigned(code - previous);
            previous = code;
        }
    }

    private static int[] readCodes(ByteSource source) {
        int count = source.getCount(1);
        if (count > CodeSet.BOUND) {
            throw source.damaged("a day has " + count + " codes, more than " + CodeSet.BOUND);
        }
        int[] codes = new int[count];
        long previous = 0;
        for (int i = 0; i < count; i++) {
            long code = previous + source.getSigned();
            if (code != (int) code || (i > 0 && code <= previous)) {
                throw source.damaged("the codes of a day do not ascend");
            }
            codes[i] = (int) code;
            previous = code;
        }
        return codes;
    }
}
