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
public record RecommendedAction(String grade, String headline, String advice, boolean allowed) {

    static RecommendedAction of(Wording wording, WinBack what) {
        Language language = wording.language();
        if (what instanceof WinBack.Act act) {
            ChurnGrade grade = act.grade();
            return new RecommendedAction(
                    grade.name() + " " + language.choose(grade.en(), grade.zh()),
                    language.choose(act.action().en(), act.action().zh()),
                    language.choose(act.action().adviceEn(), act.action().adviceZh()),
                    true);
        }
        String cause = ((WinBack.Refrain) what).cause().id();
        return new RecommendedAction("", wording.text("user.action.none"), wording.text("user.action." + cause), false);
    }
}
