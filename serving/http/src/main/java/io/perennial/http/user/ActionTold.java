package io.perennial.http.user;

import io.perennial.features.feature.Language;
import io.perennial.features.profile.ChurnGrade;
import io.perennial.features.profile.WinBack;

/**
 * What to do about a user, or why nothing.
 *
 * @param grade    of the action; empty for none
 * @param headline the action's name, or that there is none
 * @param advice   what to do, or why nothing
 * @param allowed  whether anybody may act
 */
public record ActionTold(String grade, String headline, String advice, boolean allowed) {

    static ActionTold of(Telling telling, WinBack what) {
        Language language = telling.language();
        if (what instanceof WinBack.Act act) {
            ChurnGrade grade = act.grade();
            return new ActionTold(
                    grade.name() + " " + language.choose(grade.en(), grade.zh()),
                    language.choose(act.action().en(), act.action().zh()),
                    language.choose(act.action().adviceEn(), act.action().adviceZh()),
                    true);
        }
        String cause = ((WinBack.Refrain) what).cause().id();
        return new ActionTold("", telling.text("user.action.none"), telling.text("user.action." + cause), false);
    }
}
