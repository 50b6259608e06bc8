package io.perennial.http.page;

import gg.jte.Content;
import io.perennial.features.feature.Dimension;
import io.perennial.features.profile.ChurnGrade;
import io.perennial.features.profile.Risk;
import io.perennial.http.drawing.Chart;
import io.perennial.http.report.Report.GradeShare;
import io.perennial.http.survey.Activity.Cohort;
import io.perennial.http.survey.Survey;
import io.perennial.http.survey.Tier;
import io.perennial.http.words.Figure;
import io.perennial.http.words.Sentence;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the overview shows.
 *
 * @param frame  around it
 * @param survey everybody
 * @param masked ordinals of users nothing is said of
 * @param whole  alarms about the whole population
 */
public record OverviewView(Frame frame, Survey survey, BitSet masked, List<AlarmRow> whole) {

    private static final int HEATS = 5;

    /** One colour of the alarm: its grades, how many, what they may lose, and where they are listed. */
    public record Alarm(Risk risk, String grades, int users, double loss, String address) {}

    /** Whether the log carries money. */
    public boolean hasMoney() {
        return survey.stake().isPresent();
    }

    /** What everything comes to, in the sentence of the report. */
    public Content headline() {
        Figure churners = frame.numbers().count(survey.crowd().expectedChurners());
        Figure eligible = frame.numbers().count(survey.crowd().eligible());
        return survey.stake()
                .map(stake -> frame.say(
                        "headline.money", churners, eligible, frame.numbers().shortMoney(stake.expectedLoss())))
                .orElseGet(() -> frame.say("headline.people", churners, eligible));
    }

    /** A part as a share of a whole. */
    public Content share(double part, double whole) {
        return Sentence.of(frame.numbers().share(whole == 0 ? 0 : part / whole).text());
    }

    /** The three colours, the worst first. */
    public List<Alarm> alarms() {
        return Stream.of(Risk.RED, Risk.AMBER, Risk.GREEN).map(this::alarm).toList();
    }

    private Alarm alarm(Risk risk) {
        List<GradeShare> its = survey.crowd().grades().stream()
                .filter(grade -> grade.risk() == risk)
                .toList();
        return new Alarm(
                risk,
                its.stream().map(GradeShare::grade).collect(Collectors.joining("–")),
                its.stream().mapToInt(GradeShare::users).sum(),
                its.stream().mapToDouble(GradeShare::expectedLoss).sum(),
                Address.of("/users").with("risk", risk.id()).href());
    }

    /** Tiers of value, the highest first. */
    public List<Tier> tiers() {
        return List.of(Tier.TOP, Tier.HIGH, Tier.MIDDLE, Tier.LOW);
    }

    /** The name of a grade. */
    public String gradeName(ChurnGrade grade) {
        return frame.words().language().choose(grade.en(), grade.zh());
    }

    /** The list of the users of a tier and grade. */
    public String cell(Tier tier, ChurnGrade grade) {
        return Address.of("/users")
                .with("risk", "any")
                .with("tier", tier.id())
                .with("grade", grade.name())
                .href();
    }

    /** What a cell of the map says to who does not see where it stands. */
    public String cellName(Tier tier, ChurnGrade grade) {
        return frame.text("tier." + tier.id()) + ", " + grade.name() + ": ";
    }

    /** How strongly a cell of the map is coloured: by its share of the largest loss of any cell. */
    public String heat(Tier tier, ChurnGrade grade) {
        double most = tiers().stream()
                .flatMap(row -> Stream.of(ChurnGrade.values())
                        .map(column -> survey.map().loss(row, column)))
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0);
        return heat("warm", most == 0 ? 0 : survey.map().loss(tier, grade) / most);
    }

    private static String heat(String colour, double share) {
        return colour + " heat-" + (int) Math.ceil(HEATS * Math.min(1, Math.max(0, share)));
    }

    /** What users do, how far they get, and what they did before they went quiet. */
    public WaysView ways() {
        return new WaysView(
                frame, survey.activity(), survey.served().population().asOf());
    }

    /** What changed since when. */
    public Content changeTitle() {
        return survey.change()
                .map(change -> frame.say("change.title", frame.plain(change.asOf())))
                .orElseGet(() -> frame.say("change.title.none"));
    }

    /** What changed of the expected loss since then. */
    public LossView loss() {
        return new LossView(
                frame, survey, survey.change().orElseThrow(), survey.crowd().red(), masked);
    }

    /** What can become of users in a period. */
    public List<String> flowKinds() {
        return FlowChart.KINDS;
    }

    /** What became of users, period by period. */
    public Chart flows() {
        return FlowChart.of(frame, survey.activity().flows());
    }

    /** Users by the period they came in, as many periods as are told. */
    public List<Cohort> cohorts() {
        return survey.activity().cohorts();
    }

    /** How many periods the oldest of them is told. */
    public int cohortAges() {
        return survey.activity().cohorts().get(0).active().size();
    }

    /** A day. */
    public String day(int epochDay) {
        return LocalDate.ofEpochDay(epochDay).toString();
    }

    /** How many of a cohort were active so many periods later. */
    public Content retained(Cohort cohort, int age) {
        int all = cohort.active().get(0);
        return all == 0
                ? frame.plain(Figure.NONE.text())
                : frame.numbers().roundShare((double) cohort.active().get(age) / all);
    }

    /** How strongly that is coloured. */
    public String heat(Cohort cohort, int age) {
        int all = cohort.active().get(0);
        return heat("cool", all == 0 ? 0 : (double) cohort.active().get(age) / all);
    }

    /** The seven dimensions; context is none of them. */
    public List<Dimension> dimensions() {
        return Dimension.seven();
    }

    /** The mean score of a dimension. */
    public OptionalDouble dimension(Dimension dimension) {
        return survey.dimensions().mean(dimension);
    }

    /** Length of its bar, in hundredths. */
    public String barWidth(Dimension dimension) {
        return Long.toString(Math.round(dimension(dimension).orElse(0)));
    }

    /** By how much it grew since the population before. */
    public Content dimensionGrowth(Dimension dimension) {
        OptionalDouble then = survey.change()
                .map(change -> change.dimensions().mean(dimension))
                .orElse(OptionalDouble.empty());
        OptionalDouble now = dimension(dimension);
        return then.isEmpty() || now.isEmpty()
                ? frame.plain(Figure.NONE.text())
                : frame.numbers().growth(now.getAsDouble() - then.getAsDouble(), 1);
    }
}
