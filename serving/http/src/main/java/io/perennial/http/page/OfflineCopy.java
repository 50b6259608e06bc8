package io.perennial.http.page;

import io.perennial.http.api.Access;
import io.perennial.http.api.FileName;
import io.perennial.http.api.Problem;
import io.perennial.http.api.Problem.Kind;
import io.perennial.http.api.Request;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page as one file to hand on: its style inside, no script, no form, no link, nothing asked of any server. Users have
 * pseudonyms in it unless their ids were asked for by who may see them.
 */
final class OfflineCopy {

    /** The parameter that asks for a copy. */
    static final String PARAMETER = "offline";

    private static final String NO = "no";
    private static final String NAMED = "named";

    /** What can be asked for: none, one with pseudonyms, one with ids. */
    static final List<String> CHOICES = List.of(NO, "yes", NAMED);

    private static final Pattern STYLE = Pattern.compile("<link rel=\"stylesheet\"[^>]*>");
    private static final Pattern SCRIPT = Pattern.compile("<script\\b.*?</script>", Pattern.DOTALL);
    private static final Pattern FORM = Pattern.compile("<form\\b.*?</form>", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("(<a\\b[^>]*?)\\shref=\"[^\"]*\"");
    private static final Pattern BUTTON = Pattern.compile("<button\\b.*?</button>", Pattern.DOTALL);
    private static final Pattern PLACES =
            Pattern.compile("<nav\\b.*?</nav>|<div class=\"tools\".*?</div>|<a class=\"skip\".*?</a>", Pattern.DOTALL);

    /** A file that is opened from a disk has no headers to keep it to itself. */
    private static final String POLICY = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';"
            + " style-src 'unsafe-inline'; img-src data:\">";

    /** What is nothing without its form. */
    private static final String WITHOUT_FORMS = "#try{display:none}";

    private OfflineCopy() {}

    /** Whether a request asks for a copy. */
    static boolean isAsked(Request request) {
        return !request.oneOf(PARAMETER, CHOICES).equals(NO);
    }

    /**
     * Whether ids stand in what is asked for: on every page, and in a copy where they were asked for.
     *
     * @throws Problem where they were asked for by who may not see them
     */
    static boolean isNamed(Request request) {
        String choice = request.oneOf(PARAMETER, CHOICES);
        if (choice.equals(NAMED) && !request.caller().may(Access.PERSON)) {
            throw Problem.of(
                    Kind.FORBIDDEN, "a copy with ids of users needs " + Access.PERSON.needs() + "; ask offline=yes");
        }
        return choice.equals(NO) || choice.equals(NAMED);
    }

    /** The copy of a page. */
    static String of(String page) {
        String bare = SCRIPT.matcher(page).replaceAll("");
        bare = FORM.matcher(bare).replaceAll("");
        bare = BUTTON.matcher(bare).replaceAll("");
        bare = PLACES.matcher(bare).replaceAll("");
        bare = LINK.matcher(bare).replaceAll("$1");
        return STYLE.matcher(bare)
                .replaceFirst(match ->
                        Matcher.quoteReplacement(POLICY + "<style>" + Asset.STYLE.text() + WITHOUT_FORMS + "</style>"));
    }

    /** How a browser is to keep it. */
    static Map<String, String> headers(Visit visit) {
        String name = visit.address().path().replaceAll("^/|/$", "").replaceAll("/.*$", "");
        String otherwise = "perennial-" + (name.matches("[a-z]+") ? name : "overview");
        Map<String, String> headers =
                new TreeMap<>(FileName.of(visit.request().query().getOrDefault("name", ""), otherwise, "html")
                        .header());
        headers.put("Cache-Control", "no-store");
        return headers;
    }
}
