/**
 * Buy-till-you-die models as pure functions: what a fitted model of repeat purchase says about one user.
 *
 * <p>One unit of time: the day. Ages are counted from the user's first purchase to the last visible day, windows
 * from the last visible day on. Published parameters are usually in weeks: multiply their rate scales (alpha, beta)
 * by 7.
 *
 * <p>Every function is total over legal histories and works in log space, because heavy buyers (thousands of
 * occasions) overflow the formulas as printed. Transcendental functions come from {@code StrictMath}, so that
 * machines agree to the last bit.
 */
package io.perennial.scoring.nbd;
