package io.perennial.http.survey;

import io.perennial.features.profile.ChurnGrade;
import io.perennial.features.profile.LifecycleStage;
import io.perennial.features.profile.Placing;
import io.perennial.features.profile.RfmSegment;
import io.perennial.features.profile.Risk;
import io.perennial.http.api.Problem;
import io.perennial.http.api.Problem.Kind;
import io.perennial.http.api.Request;
import io.perennial.http.api.Route.Parameter;
import io.perennial.http.api.Schema;
import io.perennial.http.live.Arm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a list of users is asked for: who, in which order, and which of them a plan takes.
 *
 * @param choice who
 * @param order  in which order
 * @param plan   a round of contacts, which cuts the list where it stops paying; empty where none is planned
 */
public record ListQuery(Choice choice, Order order, Optional<Plan> plan) {

    /** Amber or red. */
    public static final String AT_RISK = "at_risk";

    /** The colours one can ask for, the worst first. */
    public static final List<Risk> RISKS = List.of(Risk.RED, Risk.AMBER, Risk.GREEN, Risk.NONE);

    /** The word for not choosing by a parameter. */
    public static final String ANY = "any";

    private static final int MOST = 999_999_999;
    private static final double SAVED = 0.1;

    /** The parameters it is read from. */
    public static List<Parameter> parameters() {
        return List.of(
                Parameter.query("sort", "order of the list", Schema.oneOf(ids(Order.values(), Order::id))),
                Parameter.query("risk", "colour of the churn grade; at_risk is amber or red", Schema.oneOf(risks())),
                Parameter.query(
                        "eligible", "whether models are judged on them", Schema.oneOf(List.of(ANY, "true", "false"))),
                Parameter.query("grade", "churn grade", Schema.oneOf(anyOf(ChurnGrade.values()))),
                Parameter.query("stage", "stage of the life cycle", Schema.oneOf(anyOf(LifecycleStage.values()))),
                Parameter.query("segment", "RFM segment", Schema.oneOf(anyOf(RfmSegment.values()))),
                Parameter.query(
                        "tier",
                        "tier of the value if retained, beside eligible users",
                        Schema.oneOf(anyOf(Tier.values()))),
                Parameter.query(
                        "position", "quadrant of value and activity or potential, or trap", Schema.oneOf(positions())),
                Parameter.query("arm", "versions that answer them", Schema.oneOf(anyOf(Arm.values()))),
                Parameter.query("prefix", "begin of the id", Schema.text("begin of the id")),
                Parameter.query("capacity", "most contacts of a plan", Schema.integer(1, MOST)),
                Parameter.query("cost", "cost of one contact, major units", Schema.number("above 0")),
                Parameter.query(
                        "saved", "share of the loss a contact is assumed to save", Schema.number("above 0, to 1")));
    }

    /** The query of a request's parameters. */
    public static ListQuery of(Request request) {
        Order order = Order.of(request.oneOf("sort", ids(Order.values(), Order::id)));
        Optional<Plan> plan = plan(request);
        if (plan.isPresent() && order != Order.EXPECTED_LOSS) {
            throw Problem.at(
                    Kind.BAD_PARAMETER,
                    "sort",
                    "a plan (capacity, cost, saved) contacts those with the most to lose first; leave sort out");
        }
        Choice choice = new Choice(
                risks(request.oneOf("risk", risks())),
                choice(request, "grade", ChurnGrade.values()),
                choice(request, "stage", LifecycleStage.values()),
                choice(request, "segment", RfmSegment.values()),
                eligible(request, plan.isPresent()),
                choice(request, "tier", Tier.values()),
                position(request.oneOf("position", positions())),
                choice(request, "arm", Arm.values()),
                request.query("prefix").orElse(""));
        return new ListQuery(choice, order, plan);
    }

    /** Whether a request asks for a plan. */
    public static boolean isPlan(Request request) {
        return List.of("capacity", "cost", "saved").stream()
                .anyMatch(name -> request.query(name).isPresent());
    }

    /** A plan takes active users unless others are asked for: what is left to lose with others, no model was judged on. */
    private static Optional<Boolean> eligible(Request request, boolean isPlanned) {
        String word = request.oneOf("eligible", List.of(ANY, "true", "false"));
        return word.equals(ANY) && !isPlanned ? Optional.empty() : Optional.of(!word.equals("false"));
    }

    private static Optional<Plan> plan(Request request) {
        int capacity = request.integer("capacity", 0, 1, MOST);
        double cost = request.number("cost", 0, MOST).orElse(0);
        double saved = request.number("saved", 0, 1).orElse(SAVED);
        return isPlan(request)
                ? Optional.of(new Plan(capacity == 0 ? OptionalInt.empty() : OptionalInt.of(capacity), cost, saved))
                : Optional.empty();
    }

    private static List<String> risks() {
        List<String> words = new ArrayList<>(List.of(ANY));
        RISKS.forEach(risk -> words.add(risk.id()));
        words.add(AT_RISK);
        return words;
    }

    private static List<String> positions() {
        return Stream.concat(Stream.of(ANY), Placing.all().stream().map(Placing::id))
                .toList();
    }

    private static Optional<Placing> position(String word) {
        return Placing.all().stream().filter(place -> place.id().equals(word)).findFirst();
    }

    private static Set<Risk> risks(String word) {
        return word.equals(AT_RISK)
                ? Arrays.stream(Risk.values()).filter(Risk::isRaised).collect(Collectors.toSet())
                : Risk.of(word).map(Set::of).orElse(Set.of());
    }

    private static <E extends Enum<E>> Optional<E> choice(Request request, String name, E[] values) {
        String word = request.oneOf(name, anyOf(values));
        return Arrays.stream(values).filter(value -> id(value).equals(word)).findFirst();
    }

    private static <E extends Enum<E>> List<String> anyOf(E[] values) {
        List<String> words = new ArrayList<>(List.of(ANY));
        words.addAll(ids(values, ListQuery::id));
        return words;
    }

    /** Grades are written large everywhere, other ids small. */
    private static String id(Enum<?> value) {
        return value instanceof ChurnGrade ? value.name() : value.name().toLowerCase(Locale.ROOT);
    }

    private static <E> List<String> ids(E[] values, Function<E, String> id) {
        return Arrays.stream(values).map(id).toList();
    }
}
