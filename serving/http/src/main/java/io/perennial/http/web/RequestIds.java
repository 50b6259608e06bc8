package io.perennial.http.web;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/** Ids of requests: a random number of the process, then a count. */
final class RequestIds {

    private static final String PROCESS = HexFormat.of().toHexDigits(new SecureRandom().nextInt());
    private static final Pattern GIVEN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,63}");
    private static final AtomicLong COUNT = new AtomicLong();

    private RequestIds() {}

    /** The id a client gave, where it can stand in a log and a header as it is; else a new one. */
    static String of(String given) {
        return given != null && GIVEN.matcher(given).matches() ? given : next();
    }

    static String next() {
        return "r-" + PROCESS + "-" + Long.toHexString(COUNT.incrementAndGet());
    }
}
