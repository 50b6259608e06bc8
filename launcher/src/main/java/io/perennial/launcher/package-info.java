/** The commands {@code run} and {@code quickstart}: the other commands as a chain of child processes. */
package io.perennial.launcher;
