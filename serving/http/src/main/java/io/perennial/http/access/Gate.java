package io.perennial.http.access;

import io.perennial.http.api.Access;
import io.perennial.http.api.Caller;
import io.perennial.http.api.Problem;
import io.perennial.http.api.Problem.Kind;
import io.perennial.http.api.Request;
import io.perennial.http.config.ServerConfig;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Lets a request through, or refuses it, before anything of it is read but its headers. Where neither keys nor tokens
 * are configured it lets everything through; the server then listens to this machine only.
 */
public final class Gate {

    /** The cookie that holds the session of who signed in on a page. */
    public static final String SESSION = "perennial_session";

    private static final String SCHEME = "bearer ";

    private final Optional<Watched<Keyring>> keys;
    private final Optional<Watched<KnownTokens>> tokens;
    private final RateLimit limit;
    private final Clock clock;
    private final Sessions sessions;

    private Gate(Optional<Watched<Keyring>> keys, Optional<Watched<KnownTokens>> tokens, RateLimit limit, Clock clock) {
        this.limit = limit;
        this.keys = keys;
        this.tokens = tokens;
        this.clock = clock;
        this.sessions = new Sessions(clock);
    }

    /**
     * The gate of a configuration.
     *
     * @throws IllegalArgumentException naming the file that can't be used
     */
    public static Gate of(ServerConfig config, Clock clock) {
        return of(config, clock, System::nanoTime);
    }

    /** The same by another clock that only goes forward, which tells when to look at files. */
    static Gate of(ServerConfig config, Clock clock, LongSupplier nanos) {
        return new Gate(
                config.access().keys().map(file -> new Watched<>(file, () -> new KeyFile(file).ring(), nanos)),
                // What was verified by other keys than those of the file now counts no more.
                config.access()
                        .tokens()
                        .map(tokens -> new Watched<>(
                                tokens.keySet(), () -> new KnownTokens(new SignedTokens(tokens, clock), clock), nanos)),
                new RateLimit(config.limits(), nanos),
                clock);
    }

    /**
     * Who asks.
     *
     * @param authorization the header of that name, empty where there is none
     * @throws Problem 401 where nobody known asks, 403 where they may not do this, 429 where they ask too often
     */
    public Caller admit(String authorization, Access access) {
        return admit(authorization, access, false);
    }

    /**
     * The same on a thread that other connections wait for: no file is looked at, and no signature verified.
     *
     * @throws Request.NeedsOwnThread where that has to be done first; nobody is counted then
     */
    public Caller admitAtHand(String authorization, Access access) {
        return admit(authorization, access, true);
    }

    private Caller admit(String authorization, Access access, boolean isShared) {
        if (access == Access.OPEN) {
            return Caller.ANYBODY;
        }
        Caller caller = isGuarded() ? allowed(authorization, access, isShared) : Caller.ANYBODY;
        limit.take(caller);
        return caller;
    }

    /** Whether whoever asks has to say who they are. */
    public boolean isGuarded() {
        return keys.isPresent() || tokens.isPresent();
    }

    /**
     * Signs a person in: from now on the session stands for the key or token.
     *
     * @return the id of the session
     * @throws Problem 401 where the key is not known
     */
    public String signIn(String key) {
        Caller caller = caller(SCHEME + key, Access.ANY_KEY, false);
        limit.take(caller);
        return sessions.open(key);
    }

    /** Ends a session; nothing where there is none. */
    public void signOut(String session) {
        sessions.close(session);
    }

    /** What a session stands for, as the header of that name says it; empty where it stands for nobody. */
    public Optional<String> authorization(String session) {
        return sessions.key(session).map(key -> SCHEME + key);
    }

    private Caller allowed(String authorization, Access access, boolean isShared) {
        Caller caller = caller(authorization, access, isShared);
        if (!caller.may(access)) {
            throw Problem.of(
                    Kind.FORBIDDEN,
                    "this needs " + access.needs() + ", which " + caller.id()
                            + " does not have; ask for a key that has");
        }
        return caller;
    }

    private Caller caller(String authorization, Access access, boolean isShared) {
        if (!authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            throw unknown("this needs " + access.needs() + "; send the header Authorization: Bearer KEY");
        }
        String given = authorization.substring(SCHEME.length()).trim();
        Optional<KeySecret> key = KeySecret.parse(given);
        if (key.isPresent() && keys.isPresent()) {
            return content(keys.get(), isShared).caller(key.get(), clock.instant());
        }
        KnownTokens known = content(
                tokens.orElseThrow(() -> unknown("what follows 'Bearer' is not a key; keys look like pk_ID_SECRET")),
                isShared);
        return isShared ? known.atHand(given).orElseThrow(Request.NeedsOwnThread::new) : known.caller(given);
    }

    private static <T> T content(Watched<T> file, boolean isShared) {
        return isShared ? file.atHand().orElseThrow(Request.NeedsOwnThread::new) : file.get();
    }

    static Problem unknown(String detail) {
        return Problem.of(Kind.UNKNOWN_KEY, detail).with("WWW-Authenticate", "Bearer realm=\"perennial\"");
    }
}
