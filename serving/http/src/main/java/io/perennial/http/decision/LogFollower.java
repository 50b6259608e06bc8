package io.perennial.http.decision;

import java.util.List;

/** Follows the decision log on the thread that writes it, where it is to be quick: answers wait behind it. */
public interface LogFollower {

    /** Follows nothing. */
    LogFollower NONE = new LogFollower() {
        @Override
        public void wrote(List<LoggedScore> scores) {}

        @Override
        public void ended() {}
    };

    /** These scores of eligible users were written, each whole; comes several times a second, with none where none was. */
    void wrote(List<LoggedScore> scores);

    /** Nothing more is written. */
    void ended();
}
