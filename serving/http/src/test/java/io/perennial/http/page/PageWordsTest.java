package io.perennial.http.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.feature.Language;
import io.perennial.http.words.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Both languages say everything, and no template says anything by itself. */
class PageWordsTest {

    private static final Pattern PLACE = Pattern.compile("\\{\\d}");
    private static final Pattern MARKUP = Pattern.compile(
            "@raw.*?@endraw|<%--.*?--%>|!\\{.*?\\}$|\\$\\{(?:[^{}]|\\{[^{}]*})*}|@[a-z][a-z.]*\\([^\\n]*?\\)(?=[^)]|$)|^@.*$|<[^>]*>",
            Pattern.DOTALL | Pattern.MULTILINE);

    private static final List<String> BUNDLES = List.of("page/page", "user/user", "model/model");

    @Test
    void both_languages_have_equal_keys_and_places() {
        Words english = Words.of(Language.EN, BUNDLES);
        Words chinese = Words.of(Language.ZH, BUNDLES);
        assertEquals(new TreeSet<>(english.keys()), new TreeSet<>(chinese.keys()));
        for (String key : english.keys()) {
            assertEquals(places(english.text(key)), places(chinese.text(key)), key);
            assertTrue(!chinese.text(key).isBlank() && !english.text(key).isBlank(), key);
        }
    }

    @Test
    void dormant_is_said_of_a_stage_and_of_a_flow_between_periods_alone() {
        for (Language language : Language.values()) {
            Words words = Words.of(language, List.of(Words.REPORT, "page/page", "user/user", "model/model"));
            List<String> saying = words.keys().stream()
                    .filter(key -> words.text(key).toLowerCase(Locale.ROOT).contains(language.choose("dormant", "沉睡")))
                    .filter(key -> !key.matches("stage\\..*|flow\\..*|life\\.note|chart\\.flows\\.reading"))
                    .toList();
            assertEquals(List.of(), saying, language.id());
        }
    }

    @Test
    void pages_have_the_glossary_s_word_for_a_thing_and_no_other() {
        for (Language language : Language.values()) {
            Words words = Words.of(language, List.of(Words.REPORT, "page/page", "user/user", "model/model"));
            Pattern other = Pattern.compile(
                    language.choose(
                            "eligible|win-back grade|grade of risk|early-warning|amber \\(medium\\)", "用户 ?ID|适格用户"),
                    Pattern.CASE_INSENSITIVE);
            List<String> saying = words.keys().stream()
                    .filter(key -> other.matcher(words.text(key)).find())
                    .filter(key -> !key.equals("term.eligible"))
                    .toList();
            assertEquals(List.of(), saying, language.id());
        }
    }

    @Test
    void whatever_scrolls_sideways_is_reached_by_keyboard_and_has_a_name() throws IOException {
        Pattern scrolling = Pattern.compile("<div class=\"scroll\"[^>]*>");
        int found = 0;
        try (Stream<Path> templates = Files.walk(Path.of("src/main/jte"))) {
            for (Path template : templates.filter(Files::isRegularFile).toList()) {
                for (Matcher tag = scrolling.matcher(Files.readString(template)); tag.find(); found++) {
                    assertTrue(
                            tag.group().matches(".* tabindex=\"0\" role=\"group\" aria-label(ledby)?=\"[^\"]+\".*"),
                            template + ": " + tag.group());
                }
            }
        }
        assertTrue(found > 70, found + " tables");
    }

    @Test
    void every_text_that_a_template_asks_for_is_there() throws IOException {
        Words words = Words.of(Language.EN, List.of(Words.REPORT, "page/page", "user/user", "model/model"));
        Pattern asked = Pattern.compile("\\b(?:frame\\.|words\\.)(?:text|say)\\(\"([^\"]+)\"[,)]");
        int found = 0;
        try (Stream<Path> templates = Files.walk(Path.of("src/main/jte"))) {
            for (Path template : templates.filter(Files::isRegularFile).toList()) {
                for (Matcher key = asked.matcher(Files.readString(template)); key.find(); found++) {
                    assertTrue(words.keys().contains(key.group(1)), template + " asks for " + key.group(1));
                }
            }
        }
        assertTrue(found > 500, found + " texts");
    }

    @Test
    void no_template_holds_a_word_of_its_own() throws IOException {
        Pattern word = Pattern.compile("\\p{L}{3,}");
        try (Stream<Path> templates = Files.list(Path.of("src/main/jte/page"))) {
            for (Path template : templates.toList()) {
                String rest = MARKUP.matcher(Files.readString(template)).replaceAll(" ");
                Matcher found = word.matcher(rest.replace("Perennial", "").replaceAll("@\\w+|content|`|frame", ""));
                assertTrue(!found.find(), template + " says by itself: " + rest.strip());
            }
        }
    }

    private static Set<String> places(String text) {
        return PLACE.matcher(text)
                .results()
                .map(result -> result.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
