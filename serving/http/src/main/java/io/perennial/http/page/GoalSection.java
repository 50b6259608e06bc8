package io.perennial.http.page;

import io.perennial.http.api.Request;
import io.perennial.http.user.SmallestChange;
import io.perennial.http.user.UserProfile;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The form that asks for the smallest change, and its answer.
 *
 * @param typed what stands in the field, %
 * @param told  the answer; empty where there is no score, or the goal can't be used
 * @param wrong why the goal can't be used
 */
public record GoalSection(String typed, Optional<SmallestChange> told, Optional<String> wrong) {

    private static final String NUMBER = "[0-9]{1,3}(\\.[0-9]{1,4})?";
    private static final double HUNDRED = 100;

    static GoalSection of(Request request, UserProfile profile, Frame frame) {
        String typed = request.query("goal").map(String::trim).orElse("");
        if (typed.isEmpty()) {
            Optional<SmallestChange> told = profile.goal(OptionalDouble.empty());
            return new GoalSection(told.map(GoalSection::percent).orElse(""), told, Optional.empty());
        }
        double goal = typed.matches(NUMBER) ? Double.parseDouble(typed) / HUNDRED : Double.NaN;
        if (!(goal > 0 && goal <= 1)) {
            return new GoalSection(typed, Optional.empty(), Optional.of(frame.text("user.goal.bad")));
        }
        return new GoalSection(typed, profile.goal(OptionalDouble.of(goal)), Optional.empty());
    }

    private static String percent(SmallestChange told) {
        return Long.toString(Math.round(HUNDRED * told.goal().value()));
    }
}
