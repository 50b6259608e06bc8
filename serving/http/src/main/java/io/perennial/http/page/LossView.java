package io.perennial.http.page;

import gg.jte.Content;
import io.perennial.features.profile.RfmSegment;
import io.perennial.http.survey.Change;
import io.perennial.http.survey.Change.Driver;
import io.perennial.http.survey.Survey;
import io.perennial.http.words.Figure;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleFunction;

/**
 * What changed of the expected loss of users: by parts, by segments, and who drove it.
 *
 * @param frame  around it
 * @param survey everybody
 * @param change of all users, or of some
 * @param red    how many of them are red now
 * @param masked ordinals of users nothing is said of
 */
public record LossView(Frame frame, Survey survey, Change change, int red, BitSet masked) {

    private static final int DRIVERS = 10;

    /** A part of a change, or a sum. */
    public record Step(String name, Figure figure, boolean total) {}

    /** A user who drove a change, by how much, and the churn probability then and now. */
    public record Row(String user, String address, Figure growth, Figure then, Figure now) {}

    /** Whether the log carries money. */
    public boolean hasMoney() {
        return survey.stake().isPresent();
    }

    /** How many joined, left, and turned red. */
    public Content reading() {
        return frame.say(
                mixed("change.reading"),
                frame.numbers().count(change.users().joined()),
                frame.numbers().count(change.users().left()),
                frame.numbers().count(change.users().turnedRed()),
                frame.numbers().count(change.users().leftRed()),
                frame.numbers().countGrowth(red - change.users().redBefore()));
    }

    /** Whether other models scored then, so that nothing here is the users' own doing alone. */
    public boolean isMixed() {
        return !change.sameModels();
    }

    /** The title of the users whose expected loss grew most. */
    public String driversTitle() {
        return frame.text(mixed("change.drivers"));
    }

    private String mixed(String key) {
        return isMixed() ? key + ".models" : key;
    }

    /** From the loss then to the loss now. */
    public List<Step> steps() {
        return List.of(
                new Step(frame.text("step.before"), frame.numbers().money(change.before()), true),
                new Step(frame.text("step.joined"), frame.numbers().moneyGrowth(change.joined()), false),
                new Step(frame.text("step.left"), frame.numbers().moneyGrowth(-change.left()), false),
                new Step(frame.text(mixed("step.risk")), frame.numbers().moneyGrowth(change.risk()), false),
                new Step(frame.text(mixed("step.value")), frame.numbers().moneyGrowth(change.value()), false),
                new Step(frame.text("step.after"), frame.numbers().money(change.after()), true));
    }

    /** Which segments drove it, the strongest first. */
    public List<Step> segments() {
        return change.segments().entrySet().stream()
                .sorted(Comparator.comparingDouble((Map.Entry<String, Double> entry) -> -Math.abs(entry.getValue())))
                .map(entry -> new Step(segment(entry.getKey()), frame.numbers().moneyGrowth(entry.getValue()), false))
                .toList();
    }

    private String segment(String id) {
        if (id.isEmpty()) {
            return frame.text("segment.none");
        }
        RfmSegment segment = RfmSegment.valueOf(id.toUpperCase(Locale.ROOT));
        return frame.words().language().choose(segment.en(), segment.zh());
    }

    /** Users whose expected loss grew most. */
    public List<Row> drivers() {
        return rows(change.drivers(), frame.numbers()::moneyGrowth);
    }

    /** Users who drove something, of whom more may be said. */
    List<Row> rows(List<Driver> drivers, DoubleFunction<Figure> growth) {
        return drivers.stream()
                .filter(driver -> !masked.get(driver.user()))
                .limit(DRIVERS)
                .map(driver -> row(driver, growth.apply(driver.growth())))
                .toList();
    }

    private Row row(Driver driver, Figure growth) {
        String user = survey.served().population().at(driver.user()).user();
        return new Row(
                user,
                Address.ofUser(user).href(),
                growth,
                frame.numbers().share(driver.churnBefore()),
                frame.numbers().share(survey.roll().churn(driver.user())));
    }
}
