package io.perennial.http.alarm;

import java.time.LocalDate;

/**
 * One measurement.
 *
 * @param day   what it speaks for: the as-of of a load, the day, or the last of its 28 days
 * @param value what was measured; NaN where there was nothing to measure, which is beyond no line
 * @param users how many users it rests on
 */
public record Reading(LocalDate day, double value, int users) {}
