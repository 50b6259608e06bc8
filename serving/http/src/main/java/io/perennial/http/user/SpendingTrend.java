package io.perennial.http.user;

import gg.jte.Content;
import io.perennial.features.feature.TrendSequence;
import io.perennial.features.ledger.LedgerDay;
import io.perennial.features.ledger.LogDefinition;
import io.perennial.features.ledger.UserLedger;
import io.perennial.http.drawing.Chart;
import io.perennial.http.drawing.TrendDrawing;
import io.perennial.http.drawing.TrendDrawing.Block;
import io.perennial.http.words.Figure;
import io.perennial.http.words.Sentence;
import io.perennial.scoring.explain.Explanation;
import io.perennial.scoring.explain.ExplanationResult;
import io.perennial.scoring.explain.MonthsExplanation;
import io.perennial.scoring.explain.Target;
import io.perennial.scoring.score.Score;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Where a user's spending is heading, and why.
 *
 * @param ahead blocks that were and blocks to come
 * @param why   what the trend is made of: months, where the model reads months, else dimensions; empty where withheld
 * @param said  which of the two, or why there is neither
 */
public record SpendingTrend(Chart ahead, Optional<Chart> why, Content said) {

    private static final int PAST_BLOCKS = 12;

    /** The trend of a score that has one. */
    static SpendingTrend of(Wording wording, Score score, UserLedger ledger, LogDefinition log, ExplanationResult why) {
        List<Block> blocks = new ArrayList<>(past(wording, score, ledger, log));
        for (int i = 0; i < Score.MONTHS; i++) {
            blocks.add(ahead(wording, score, i));
        }
        String title = wording.title(Target.TREND, "user.trend.title");
        Chart ahead = new Chart(
                "trend",
                title,
                reading(wording, score),
                TrendDrawing.of(
                        title,
                        blocks,
                        wording.text("user.trend.boundary"),
                        wording.text("user.trend.axis"),
                        wording.numbers()::compact),
                List.of(
                        wording.text("user.trend.block"),
                        wording.text("user.trend.spend"),
                        wording.text("user.trend.range")),
                blocks.stream().map(block -> row(wording, block)).toList());
        return new SpendingTrend(ahead, chart(wording, why), said(wording, why));
    }

    /** Blocks since the user is known: of those before, 0 would be said of somebody who was not there. */
    private static List<Block> past(Wording wording, Score score, UserLedger ledger, LogDefinition log) {
        int known = ledger.days().stream().mapToInt(LedgerDay::day).min().orElse(score.asOf());
        List<Block> blocks = new ArrayList<>();
        for (int back = PAST_BLOCKS; back > 0; back--) {
            int from = score.asOf() - TrendSequence.BLOCK_DAYS * back;
            if (from + TrendSequence.BLOCK_DAYS <= known) {
                continue;
            }
            long minor = ledger.days().stream()
                    .filter(day -> day.day() >= from && day.day() < from + TrendSequence.BLOCK_DAYS)
                    .mapToLong(LedgerDay::spendMinor)
                    .sum();
            double spend = log.major(minor);
            String label = back % 3 == 0 ? Wording.day(from).substring(2, 7) : "";
            blocks.add(new Block(label, spend, Double.NaN, Double.NaN, true, title(wording, from, spend)));
        }
        return blocks;
    }

    private static Block ahead(Wording wording, Score score, int block) {
        int from = score.asOf() + TrendSequence.BLOCK_DAYS * block;
        double spend = score.trend().get(block);
        boolean hasRange = score.trendRanges().size() > block;
        double low = hasRange ? score.trendRanges().get(block).low() : Double.NaN;
        double high = hasRange ? score.trendRanges().get(block).high() : Double.NaN;
        String label = block % 3 == 0 ? Wording.day(from).substring(2, 7) : "";
        return new Block(label, spend, low, high, false, title(wording, from, spend));
    }

    private static String title(Wording wording, int from, double spend) {
        return Wording.day(from) + " – " + Wording.day(from + TrendSequence.BLOCK_DAYS - 1) + ": "
                + wording.numbers().money(spend).text();
    }

    private static List<Content> row(Wording wording, Block block) {
        Content range = Double.isNaN(block.low())
                ? Sentence.of(wording.text(block.isPast() ? "user.trend.was" : "user.trend.no_range"))
                : wording.range(Target.TREND, block.low(), block.high());
        String days = block.title().substring(0, block.title().indexOf(':'));
        return List.of(Sentence.of(days), wording.numbers().money(block.value()), range);
    }

    private static Content reading(Wording wording, Score score) {
        Figure total = wording.numbers().money(score.trendTotal());
        return score.trendRanges().size() > Score.MONTHS
                ? wording.say(
                        "user.trend.reading",
                        total,
                        wording.numbers()
                                .money(score.trendRanges().get(Score.MONTHS).low()),
                        wording.numbers()
                                .money(score.trendRanges().get(Score.MONTHS).high()))
                : wording.say("user.trend.reading.alone", total);
    }

    private static Optional<Chart> chart(Wording wording, ExplanationResult why) {
        if (why instanceof MonthsExplanation months) {
            return Optional.of(PartsChart.of(wording, months, strongest(wording, months)));
        }
        return why instanceof Explanation dimensions
                ? Optional.of(PartsChart.of(wording, dimensions))
                : Optional.empty();
    }

    /** Which month bent the trend most, in a sentence. */
    private static Content strongest(Wording wording, MonthsExplanation months) {
        MonthsExplanation.Month most = months.months().stream()
                .max(Comparator.comparingDouble(month -> Math.abs(month.value())))
                .orElseThrow();
        return wording.say(
                "user.months.reading",
                Wording.plain(Wording.day(most.from())),
                Wording.plain(Wording.day(most.to() - 1)),
                wording.part(Target.TREND, most.value()));
    }

    private static Content said(Wording wording, ExplanationResult why) {
        String key = why instanceof MonthsExplanation
                ? "user.trend.by_months"
                : why instanceof Explanation ? "user.trend.by_dimensions" : "user.trend.withheld";
        return Sentence.of(wording.text(key));
    }
}
