/** The running server: its parts put together, started and stopped in order. */
package io.perennial.http.server;
