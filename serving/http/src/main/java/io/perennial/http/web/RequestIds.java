package io.perennial.http.web;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/** Ids of requests: a random number of the process, then a count. */
final class RequestIds {

    private static final String PROCESS = HexFormat.of().toHexDigits(new SecureRandom().nextInt());
    private static final AtomicLong COUNT = new AtomicLong();

    private RequestIds() {}

    static String next() {
        return "r-" + PROCESS + "-" + Long.toHexString(COUNT.incrementAndGet());
    }
}
