package io.perennial.http.page;

/**
 * Cookies as headers set them: sent to this server only, and where another site has a hand in it, then with links that are
 * followed alone; what changes something is taken from our own pages only.
 */
final class Cookies {

    private static final int YEAR_SECONDS = 31_536_000;

    private Cookies() {}

    /** A choice of a reader, kept for a year. */
    static String kept(String name, String value) {
        return name + "=" + value + "; Path=/; Max-Age=" + YEAR_SECONDS + "; SameSite=Lax";
    }

    /** A secret, out of reach of scripts, gone with the browser; over HTTPS only where it is {@code secure}. */
    static String secret(String name, String value, boolean secure) {
        return name + "=" + value + "; Path=/; HttpOnly; SameSite=Lax" + (secure ? "; Secure" : "");
    }

    /** Takes a secret away; as {@code secure} as it was given, since a browser lets nothing else replace one that is. */
    static String none(String name, boolean secure) {
        return secret(name, "", secure) + "; Max-Age=0";
    }
}
