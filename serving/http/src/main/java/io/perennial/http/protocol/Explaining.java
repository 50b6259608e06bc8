package io.perennial.http.protocol;

import io.perennial.http.api.Answer;
import java.util.function.Supplier;

/** Where explanations run, so that they never stand in front of scores. */
@FunctionalInterface
public interface Explaining {

    /** The answer a task gives; a task that finds no room ends in a problem that says so. */
    Answer run(Supplier<Answer> task);
}
