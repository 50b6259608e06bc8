package io.perennial.http.page;

import gg.jte.Content;
import io.perennial.features.feature.Language;
import io.perennial.http.report.JudgedText;
import io.perennial.http.report.Labels;
import io.perennial.http.words.Numbers;
import io.perennial.http.words.Sentence;
import io.perennial.http.words.Words;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * What all pages have around their own content.
 *
 * @param visit    who looks, at what
 * @param words    texts in their language
 * @param numbers  how numbers are written in it
 * @param title    what the page is, in the browser's words
 * @param place    where it is; empty where one can't go there from everywhere
 * @param basis    what the numbers speak for; empty where no population is loaded
 * @param guarded  whether one has to sign in here
 * @param side     on which of the server's ports
 * @param ofTable  whether the models are of a customer table, so that there never is a population
 * @param naming   what a user is called: the id, or in a copy that is handed on a pseudonym
 */
public record Frame(
        Visit visit,
        Words words,
        Numbers numbers,
        String title,
        Optional<Place> place,
        Optional<Basis> basis,
        boolean guarded,
        Side side,
        boolean ofTable,
        UnaryOperator<String> naming) {

    /** The same page under another title. */
    Frame titled(String other) {
        return new Frame(visit, words, numbers, other, place, basis, guarded, side, ofTable, naming);
    }

    /** The same page, of numbers that live events have their part in. */
    Frame withLive() {
        Optional<Basis> live = basis.map(Basis::withLive);
        return new Frame(visit, words, numbers, title, place, live, guarded, side, ofTable, naming);
    }

    /** The same page, which has no numbers: nothing they speak for, nor a copy to hand on. */
    Frame withoutNumbers() {
        return new Frame(visit, words, numbers, title, place, Optional.empty(), guarded, side, ofTable, naming);
    }

    /** Names of ids in the reader's language. */
    public Labels labels() {
        return new Labels(words, numbers);
    }

    /** How judgements of models are said. */
    public JudgedText judgements() {
        return new JudgedText(words, numbers, labels());
    }

    /** A text of an interval of value, or how it is said where it was measured how many of such intervals hold. */
    public Content interval(String key, Content range) {
        OptionalDouble covered = basis.map(Basis::covered).orElse(OptionalDouble.empty());
        return covered.isPresent()
                ? say(key + ".covered", range, numbers.share(covered.getAsDouble()))
                : say(key, range);
    }

    /** What a user is called here. */
    public String named(String user) {
        return naming.apply(user);
    }

    /** A text of the reader's language. */
    public String text(String key) {
        return words.text(key);
    }

    /** A text with parts in it. */
    public Content say(String key, Content... parts) {
        return words.say(key, parts);
    }

    /** A fact as it stands, as part of a sentence. */
    public Content plain(Object fact) {
        return Sentence.of(fact.toString());
    }

    /** What the numbers were made from, in the reader's language; empty where no population is loaded. */
    public Optional<Content> source() {
        return basis.map(its -> {
            Content population = plain(labels().version(its.population()));
            return its.isLive() ? say("footer.with_live", population) : population;
        });
    }

    /** The versions that answer, in the reader's language; empty where no population is loaded. */
    public String answering() {
        return basis.stream()
                .flatMap(its -> its.models().stream())
                .map(labels()::version)
                .collect(Collectors.joining(text("comma")));
    }

    /** The value of the {@code lang} attribute. */
    public String htmlLanguage() {
        return visit.language() == Language.EN ? "en" : "zh-CN";
    }

    /** The value of the {@code data-theme} attribute; none where the reader's system decides. */
    public String dataTheme() {
        return visit.theme() == Theme.AUTO ? null : visit.theme().id();
    }

    /** Places to go to. */
    public List<Place> places() {
        return side.places();
    }

    /** The name of the first page. */
    public String home() {
        return text(places().get(0).word());
    }

    /** The value of {@code aria-current} at a place; none elsewhere. */
    public String current(Place other) {
        return place.filter(other::equals).map(here -> "page").orElse(null);
    }

    /** Whether one is signed in. */
    public boolean isSignedIn() {
        return guarded && visit.isSignedIn();
    }

    /** Themes one can choose. */
    public List<Theme> themes() {
        return Arrays.asList(Theme.values());
    }
}
