package io.perennial.http.survey;

import io.perennial.scoring.model.ModelId;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * What changed among eligible users since the population before: {@code after - before = joined - left + risk + value}.
 *
 * @param since      the population before
 * @param asOf       the day it spoke for
 * @param sameModels whether both were scored by the same versions
 * @param before     expected loss then, major units
 * @param after      expected loss now
 * @param joined     loss of users who were not eligible, or not known, then
 * @param left       loss then of users who are not eligible any more
 * @param risk       part of users in both that comes from their churn probabilities
 * @param value      part of users in both that comes from their values if retained
 * @param users      how many: {@code joined}, {@code left}, {@code turnedRed}, {@code leftRed}, {@code before}
 * @param segments   change by RFM segment now, or then for who left; the empty id for who never bought
 * @param drivers    users whose expected loss grew most, the most first
 * @param dimensions mean scores then
 * @param stages     from which stage to which, of everybody
 */
public record Change(
        ModelId since,
        LocalDate asOf,
        boolean sameModels,
        double before,
        double after,
        double joined,
        double left,
        double risk,
        double value,
        Users users,
        Map<String, Double> segments,
        List<Driver> drivers,
        Dimensions dimensions,
        StageMoves stages) {

    public Change {
        segments = Map.copyOf(segments);
        drivers = List.copyOf(drivers);
    }

    /** How many users a change is of. */
    public record Users(int joined, int left, int turnedRed, int leftRed, int redBefore, int before) {}

    /**
     * A user who drove it.
     *
     * @param user        ordinal in the population now
     * @param growth      of the expected loss, major units, or of the churn probability
     * @param churnBefore churn probability then, NaN where the user was not eligible then
     */
    public record Driver(int user, double growth, double churnBefore) {}
}
