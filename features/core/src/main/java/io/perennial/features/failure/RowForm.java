package io.perennial.features.failure;

/**
 * The form of a row of a log without what it says: every digit is 9, every letter a, A or 文, and the rest stays, so
 * that a wrong separator or a missing column shows and no person does.
 */
public final class RowForm {

    private static final int LONGEST = 160;

    private RowForm() {}

    /** The form of a row, cut after {@value #LONGEST} characters. */
    public static String of(String row) {
        StringBuilder form = new StringBuilder();
        row.codePoints().limit(LONGEST).map(RowForm::form).forEach(form::appendCodePoint);
        return row.codePointCount(0, row.length()) > LONGEST ? form + "…" : form.toString();
    }

    private static int form(int character) {
        if (Character.isDigit(character)) {
            return '9';
        }
        if (Character.isUpperCase(character)) {
            return 'A';
        }
        if (Character.isLowerCase(character)) {
            return 'a';
        }
        if (Character.isLetter(character)) {
            return '文';
        }
        // Marks and symbols beyond ASCII can tell a person as well as a letter can.
        return character < 128 ? (character < ' ' ? ' ' : character) : '?';
    }
}
