package io.perennial.http.doctor;

import io.perennial.command.playbook.PlaybookFile;
import io.perennial.command.toml.WrongFile;
import io.perennial.features.profile.ChurnGrade;
import io.perennial.features.profile.Playbook;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Whether a playbook can be used, and whether anybody is left out of it. */
final class PlaybookCheck {

    private static final String ABOUT = "playbook";

    private PlaybookCheck() {}

    static Finding of(Path file) {
        try {
            Playbook playbook = PlaybookFile.read(file);
            List<String> left = withoutAction(playbook);
            String found = file + " has " + playbook.actions().size() + " action(s)";
            return left.isEmpty()
                    ? Finding.good(ABOUT, found)
                    : Finding.note(
                            ABOUT,
                            found + ", none for everybody of " + String.join(", ", left),
                            "users of these grades in other segments get none, and no contact of theirs is recorded");
        } catch (WrongFile e) {
            return Finding.fault(ABOUT, e.getMessage(), "");
        }
    }

    private static List<String> withoutAction(Playbook playbook) {
        List<String> left = new ArrayList<>();
        for (ChurnGrade grade : ChurnGrade.values()) {
            boolean isForAll = playbook.actions().stream()
                    .map(action -> action.audience())
                    .anyMatch(audience -> audience.grades().contains(grade)
                            && audience.segments().isEmpty());
            if (!isForAll) {
                left.add(grade.name());
            }
        }
        return left;
    }
}
