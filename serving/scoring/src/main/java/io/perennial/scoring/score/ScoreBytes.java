package io.perennial.scoring.score;

import io.perennial.features.outcome.ValueHorizons;
import io.perennial.scoring.binary.BinaryFormatException;
import io.perennial.scoring.binary.BinaryReader;
import io.perennial.scoring.binary.BinaryWriter;
import io.perennial.scoring.score.Score.ChurnScore;
import io.perennial.scoring.score.Score.Frame;
import io.perennial.scoring.score.Score.Range;
import io.perennial.scoring.score.Score.ValueScore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** A score as bytes, every bit of it: the form in which a population carries scores. */
public final class ScoreBytes {

    private static final int VERSION = 3;

    /** The first that knows the digits of RFM. */
    private static final int WITH_RFM = 3;

    /** The oldest that is still read: it knows no intervals of the trend. */
    private static final int OLDEST = 1;

    private static final int LONGEST = 1 << 12;

    /** Numbers of a value score, and those of its outlook before the values by horizon. */
    private static final int VALUE = 7;

    private static final int MEDIANS = 3;

    private ScoreBytes() {}

    /** The score as bytes. */
    public static byte[] write(Score score) {
        BinaryWriter sink = new BinaryWriter();
        sink.u8(VERSION);
        sink.text(score.user());
        sink.i32(score.asOf());
        sink.u8(score.eligible() ? 1 : 0);
        sink.ints(score.lastActive().stream().toArray());
        sink.f64(score.lastValue());
        sink.doubles(score.churn().map(ScoreBytes::numbers).orElse(new double[0]));
        sink.doubles(score.value().map(ScoreBytes::numbers).orElse(new double[0]));
        sink.doubles(score.trend().stream().mapToDouble(Double::doubleValue).toArray());
        sink.doubles(score.trendRanges().stream()
                .flatMapToDouble(range -> DoubleStream.of(range.low(), range.high()))
                .toArray());
        write(score.profile(), sink);
        texts(score.reasons(), sink);
        write(score.frame(), sink);
        texts(score.verdicts().stream().map(Verdict::name).toList(), sink);
        return sink.toByteArray();
    }

    private static double[] numbers(ChurnScore churn) {
        DoubleStream curve = churn.curve().stream().flatMapToDouble(by -> DoubleStream.of(by.day(), by.probability()));
        return DoubleStream.concat(DoubleStream.of(churn.probability(), churn.low(), churn.high()), curve)
                .toArray();
    }

    private static double[] numbers(ValueScore value) {
        double[] numbers = {
            value.ifRetained(),
            value.ltv(),
            value.low(),
            value.high(),
            value.expectedPurchases(),
            value.pAlive(),
            value.expectedLoss()
        };
        return value.outlook().equals(Outlook.NONE) ? numbers : joined(numbers, numbers(value.outlook()));
    }

    /** Medians, the closed horizon, then the values by horizon. */
    private static double[] numbers(Outlook outlook) {
        double[] first = {outlook.ltvMedian(), outlook.purchasesMedian(), outlook.closedDays()};
        return joined(
                first,
                outlook.byHorizon().stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static double[] joined(double[] first, double[] second) {
        return DoubleStream.concat(Arrays.stream(first), Arrays.stream(second)).toArray();
    }

    private static void write(Score.Profile profile, BinaryWriter sink) {
        sink.f64(profile.health());
        sink.text(profile.stage());
        sink.text(profile.segment());
        sink.text(profile.grade());
        sink.text(profile.rfm());
    }

    private static void write(Frame frame, BinaryWriter sink) {
        sink.text(frame.churn());
        sink.text(frame.ltv());
        sink.text(frame.trend());
        sink.i32(frame.horizonDays());
        sink.i32(frame.gapDays());
        sink.text(frame.currency());
    }

    private static void texts(List<String> texts, BinaryWriter sink) {
        sink.i32(texts.size());
        texts.forEach(sink::text);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws BinaryFormatException where the bytes are not exactly one score
     */
    public static Score read(byte[] bytes) throws BinaryFormatException {
        BinaryReader source = new BinaryReader("score", bytes);
        int version = source.u8("version");
        if (version < OLDEST || version > VERSION) {
            throw source.refuse("score version is " + version + ", this build reads " + OLDEST + " to " + VERSION);
        }
        Score score = new Score(
                source.text(LONGEST, "user"),
                source.i32("as-of"),
                source.u8("eligible") == 1,
                lastActive(source),
                source.f64("last value"),
                churn(source),
                value(source),
                trend(source),
                version == OLDEST ? List.of() : trendRanges(source),
                profile(source, version),
                texts(source, "reasons"),
                frame(source),
                verdicts(source));
        source.end("the score");
        return score;
    }

    private static OptionalInt lastActive(BinaryReader source) throws BinaryFormatException {
        int[] day = source.ints("last active day");
        return day.length == 0 ? OptionalInt.empty() : OptionalInt.of(day[0]);
    }

    private static double[] numbers(BinaryReader source, String what, Integer... sizes) throws BinaryFormatException {
        double[] numbers = source.doubles(what);
        if (numbers.length != 0 && !List.of(sizes).contains(numbers.length)) {
            throw source.refuse(what + " is " + numbers.length + " numbers, not "
                    + List.of(sizes).stream().map(Object::toString).collect(Collectors.joining(" or ")));
        }
        return numbers;
    }

    private static Optional<ChurnScore> churn(BinaryReader source) throws BinaryFormatException {
        double[] n = source.doubles("churn");
        if (n.length == 0) {
            return Optional.empty();
        }
        if (n.length < 3 || n.length % 2 == 0) {
            throw source.refuse("churn is " + n.length + " numbers, not 3 and a pair for each day of its curve");
        }
        List<InactiveBy> curve = new ArrayList<>();
        for (int i = 3; i < n.length; i += 2) {
            int day = (int) n[i];
            if (day != n[i] || day < 1) {
                throw source.refuse("day of the churn curve is " + n[i] + ", not a whole one from 1");
            }
            curve.add(new InactiveBy(day, n[i + 1]));
        }
        return Optional.of(new ChurnScore(n[0], n[1], n[2], curve));
    }

    private static Optional<ValueScore> value(BinaryReader source) throws BinaryFormatException {
        double[] n = numbers(source, "value", VALUE, VALUE + MEDIANS, VALUE + MEDIANS + ValueHorizons.DAYS.size());
        return n.length == 0
                ? Optional.empty()
                : Optional.of(new ValueScore(n[0], n[1], n[2], n[3], n[4], n[5], n[6], outlook(source, n)));
    }

    private static Outlook outlook(BinaryReader source, double[] n) throws BinaryFormatException {
        if (n.length == VALUE) {
            return Outlook.NONE; // Written before there were outlooks.
        }
        int closed = (int) n[VALUE + 2];
        if (closed != n[VALUE + 2] || closed < 0) {
            throw source.refuse("closed horizon is " + n[VALUE + 2] + ", not a number of days");
        }
        return new Outlook(
                n[VALUE],
                n[VALUE + 1],
                Arrays.stream(n, VALUE + MEDIANS, n.length).boxed().toList(),
                closed);
    }

    private static List<Double> trend(BinaryReader source) throws BinaryFormatException {
        List<Double> months = new ArrayList<>();
        for (double month : numbers(source, "trend", Score.MONTHS)) {
            months.add(month);
        }
        return months;
    }

    private static List<Range> trendRanges(BinaryReader source) throws BinaryFormatException {
        double[] ends = numbers(source, "trend intervals", 2 * (Score.MONTHS + 1));
        return IntStream.range(0, ends.length / 2)
                .mapToObj(i -> new Range(ends[2 * i], ends[2 * i + 1]))
                .toList();
    }

    private static Score.Profile profile(BinaryReader source, int version) throws BinaryFormatException {
        return new Score.Profile(
                source.f64("health"),
                source.text(LONGEST, "stage"),
                source.text(LONGEST, "segment"),
                source.text(LONGEST, "grade"),
                version < WITH_RFM ? "" : source.text(LONGEST, "RFM"));
    }

    private static Frame frame(BinaryReader source) throws BinaryFormatException {
        return new Frame(
                source.text(LONGEST, "churn model"),
                source.text(LONGEST, "value model"),
                source.text(LONGEST, "trend model"),
                source.i32("horizon"),
                source.i32("gap"),
                source.text(LONGEST, "currency"));
    }

    private static List<String> texts(BinaryReader source, String what) throws BinaryFormatException {
        int count = source.count(Integer.BYTES, what);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(source.text(LONGEST, what));
        }
        return texts;
    }

    private static List<Verdict> verdicts(BinaryReader source) throws BinaryFormatException {
        int count = source.count(Integer.BYTES, "verdicts");
        List<Verdict> verdicts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            verdicts.add(source.choice(Verdict.values(), "verdict"));
        }
        return verdicts;
    }
}
