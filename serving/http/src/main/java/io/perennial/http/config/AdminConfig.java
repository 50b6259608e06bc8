package io.perennial.http.config;

/**
 * Where what serves can be changed: a port of its own, which nothing listens on unless it is configured.
 *
 * @param host address to bind to
 * @param port port to listen on, open only where this table stands; 0 takes a free one
 */
public record AdminConfig(String host, int port) {

    private static final int LAST_PORT = 65_535;

    public AdminConfig {
        if (port < 0 || port > LAST_PORT) {
            throw new IllegalArgumentException("admin.port is " + port + ", not 0 to 65535");
        }
    }

    static AdminConfig read(Section section) {
        return new AdminConfig(section.text("host", "127.0.0.1"), section.count("port", 9_080));
    }
}
