package io.perennial.http.report;

import gg.jte.Content;
import io.perennial.features.feature.Dimension;
import io.perennial.features.feature.Feature;
import io.perennial.features.feature.FeatureCatalogue;
import io.perennial.features.feature.Language;
import io.perennial.features.profile.LifecycleStage;
import io.perennial.http.report.Report.Why;
import io.perennial.http.words.Numbers;
import io.perennial.http.words.PlainText;
import io.perennial.http.words.Sentence;
import io.perennial.http.words.Words;
import io.perennial.scoring.model.ModelId;
import io.perennial.scoring.registry.Metric;
import io.perennial.scoring.score.Verdict;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names of ids in one language: stages, grades, features, verdicts, candidates. */
public final class Labels {

    private static final Pattern NO_LETTERS = Pattern.compile("[^a-z]+");

    private static final String NAIVE = "naive:";
    private static final String MEAN = "mean:";
    private static final Pattern DIGITS = Pattern.compile("\\d+");

    private final Words words;
    private final Numbers numbers;

    /** Names as these words and numbers write them. */
    public Labels(Words words, Numbers numbers) {
        this.words = words;
        this.numbers = numbers;
    }

    /** The life-cycle stage of an id. */
    public String stage(String id) {
        LifecycleStage stage = LifecycleStage.valueOf(id.toUpperCase(Locale.ROOT));
        return language().choose(stage.en(), stage.zh());
    }

    /** The part of a slice of the users; one this build has no words for, such as a cohort, keeps its id. */
    public String part(String slice, String part) {
        boolean isStage = slice.equals("stage")
                && Arrays.stream(LifecycleStage.values())
                        .anyMatch(stage -> stage.id().equals(part));
        return isStage ? stage(part) : known("part." + part, part);
    }

    /** In what the figures of a part are off. */
    public String finding(String id) {
        return known("finding." + id, id.replace('_', ' '));
    }

    /** Why something is missing, in a sentence. */
    public String verdict(String id) {
        Verdict verdict = Verdict.valueOf(id.toUpperCase(Locale.ROOT));
        return language().choose(verdict.en(), verdict.zh());
    }

    /** What a reason speaks of: a feature, or else a dimension. */
    public String subject(Why why) {
        Optional<Feature> feature = feature(why);
        if (feature.isPresent()) {
            return feature.get().name(language());
        }
        return Arrays.stream(Dimension.values())
                .filter(dimension -> dimension.id().equals(why.subject()))
                .map(dimension -> language().choose(dimension.en(), dimension.zh()))
                .findFirst()
                .orElse(why.code());
    }

    /** The user's own value of a reason's feature, empty where there is none. */
    public Optional<Content> own(Why why) {
        return feature(why).map(feature -> value(feature, why.value()));
    }

    /** A value of a feature with its unit. */
    public Content value(Feature feature, double value) {
        if (Double.isNaN(value)) {
            return Sentence.of(words.text("reason.no_record"));
        }
        return switch (feature.unit()) {
            case DAYS -> words.say("reason.days", numbers.count(value));
            case COUNT ->
                words.say(
                        "reason.times",
                        numbers.decimal(value, whole(value) ? 0 : 1),
                        Sentence.of(feature.counter(language())));
            case MINUTES -> words.say("reason.minutes", numbers.decimal(value, 1));
            case SHARE -> numbers.roundShare(value);
            case MONEY -> numbers.money(value);
            case RATIO -> feature.isChange() ? numbers.change(value) : numbers.decimal(value, 2);
            case SCORE -> numbers.decimal(value, 1);
            case FLAG -> Sentence.of(words.text(value == 0 ? "no" : "yes"));
        };
    }

    /** A model, such as {@code churn}; one this build has no words for keeps its name. */
    public String model(String name) {
        return known("models.name." + name, name);
    }

    /** A published version, such as {@code churn 2}; of a model this build has no words for as messages name it. */
    public String version(ModelId version) {
        String key = "version." + version.name();
        return words.has(key) ? words.text(key).replace("{0}", Integer.toString(version.version())) : version.named();
    }

    /** What is judged, such as {@code ltv}; one this build has no words for keeps its id. */
    public String judged(String target) {
        return known("quality.model." + target, target);
    }

    /** A figure of a manifest, such as {@code log_loss}. */
    public String figure(String name) {
        if (name.startsWith(Metric.LEARNED_WINDOW)) {
            return words.text("figure.of_learned_window")
                    .replace("{0}", figure(name.substring(Metric.LEARNED_WINDOW.length())));
        }
        return known("figure." + name, name.replace('_', ' '));
    }

    /** A fact of a manifest, such as {@code as_of}; options and libraries keep their own names after what they are. */
    public String fact(String name) {
        String[] parts = name.split(" ", 2);
        return parts.length == 2
                ? known("models." + parts[0], parts[0]) + words.text("colon") + parts[1]
                : known("models.fact." + name, name);
    }

    /** What a manifest states of a fact: a kind of model and a rung in words, all else as it is. */
    public String stated(String fact, String value) {
        return switch (fact) {
            case "family" -> candidate(value);
            case "rung" -> known("rung." + value, value);
            default -> value;
        };
    }

    private String known(String key, String otherwise) {
        return words.has(key) ? words.text(key) : otherwise;
    }

    /** A candidate's name; one this build has no words for keeps its id. */
    public String candidate(String id) {
        String whole = "candidate." + id.replace(':', '.');
        if (words.has(whole)) {
            return words.text(whole);
        }
        String name = id.startsWith(NAIVE) ? id.substring(NAIVE.length()) : id;
        String key = "candidate." + name.replace(':', '.');
        return name.startsWith(MEAN) && !words.has(key) ? mean(name) : known(key, name.replace('_', ' '));
    }

    private String mean(String name) {
        String parts = Arrays.stream(name.substring(MEAN.length()).split("[+]", -1))
                .map(this::candidate)
                .collect(Collectors.joining(words.text("comma")));
        return words.text("candidate.mean").replace("{0}", parts);
    }

    /**
     * A reason for quarantine in words, with what the log held after a colon as it is; a reason this build has no words
     * for stays as the log has it.
     */
    public String quarantine(String reason) {
        int colon = reason.indexOf(": ");
        return colon < 0 ? worded(reason) : worded(reason.substring(0, colon)) + reason.substring(colon);
    }

    private String worded(String reason) {
        String key = "quarantine."
                + NO_LETTERS.matcher(reason.toLowerCase(Locale.ROOT)).replaceAll("_");
        return words.keys().stream()
                .filter(known -> known.startsWith("quarantine.") && key.startsWith(known))
                .max(Comparator.comparingInt(String::length))
                .map(words::text)
                .map(text -> numbered(text, reason))
                .orElse(reason);
    }

    /** A text with the numbers of a reason in its places, where it has any. */
    private static String numbered(String text, String reason) {
        List<String> found =
                DIGITS.matcher(reason).results().map(MatchResult::group).toList();
        return text.contains("{")
                ? PlainText.of(new Sentence(
                        text, found.stream().<Content>map(Sentence::of).toList()))
                : text;
    }

    /** An event kind. */
    public String kind(String id) {
        return words.text("kind." + id);
    }

    /** A feature's name; one this build does not know keeps its id. */
    public String feature(String id) {
        return known(id).map(feature -> feature.name(language())).orElse(id);
    }

    private static Optional<Feature> feature(Why why) {
        return known(why.subject());
    }

    private static Optional<Feature> known(String id) {
        return FeatureCatalogue.features().stream()
                .filter(feature -> feature.id().equals(id))
                .findFirst();
    }

    private static boolean whole(double value) {
        return value == StrictMath.rint(value);
    }

    /** The language they are in. */
    public Language language() {
        return words.language();
    }
}
