package io.perennial.http.store;

/**
 * One event as a store keeps it.
 *
 * @param user    pseudonym of the user as the event named them, an alias included
 * @param id      pseudonym of the event's id
 * @param content what tells its content from any other
 * @param part    what is counted
 */
public record LiveEvent(Pseudonym user, Pseudonym id, Pseudonym content, LivePart part) {}
