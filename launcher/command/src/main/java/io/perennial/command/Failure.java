package io.perennial.command;

/**
 * A failure as a user is told it.
 *
 * @param text     what, where and how to fix it, in one line
 * @param wrongUse whether another command line is needed, rather than the same one again
 */
public record Failure(String text, boolean wrongUse) {}
