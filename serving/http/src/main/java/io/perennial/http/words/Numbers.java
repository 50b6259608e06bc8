package io.perennial.http.words;

import io.perennial.features.feature.Language;
import io.perennial.scoring.explain.NumberText;

/** Writes numbers the way readers of a language expect them, always with their unit. */
public final class Numbers {

    private static final char MINUS = '\u2212';

    private final Language language;
    private final String currency;

    /** Numbers in a language, money in a currency. */
    public Numbers(Language language, String currency) {
        this.language = language;
        this.currency = currency;
    }

    /** The currency as it stands beside amounts; empty where there is no money. */
    public String currency() {
        return NumberText.unit(currency, language);
    }

    /** The title of a chart whose axis has bare amounts: it names their currency, where there is one. */
    public String inMoney(String title) {
        if (currency.isEmpty()) {
            return title;
        }
        return language == Language.ZH ? title + "（" + currency() + "）" : title + ", " + currency();
    }

    /** How many. */
    public Figure count(double value) {
        return figure(value, format(value, 0));
    }

    /** A share of 0 to 1 as a percentage with one decimal. */
    public Figure share(double value) {
        return figure(value, format(100 * value, 1) + "%");
    }

    /** A share without decimals, for axes and thresholds. */
    public Figure roundShare(double value) {
        return figure(value, format(100 * value, 0) + "%");
    }

    /** A relative change as a percentage with its sign. */
    public Figure change(double value) {
        Figure plain = roundShare(value);
        return value > 0 ? new Figure(value, "+" + plain.text()) : plain;
    }

    /** A number with so many decimals. */
    public Figure decimal(double value, int decimals) {
        return figure(value, format(value, decimals));
    }

    /** Money in full. */
    public Figure money(double value) {
        return figure(value, unit(format(value, NumberText.decimals(value, currency))));
    }

    /** Money with so many decimals, where a limit has to be exact. */
    public Figure money(double value, int decimals) {
        return figure(value, unit(format(value, decimals)));
    }

    /** A growth of money with its sign. */
    public Figure moneyGrowth(double value) {
        return signed(value, money(Math.abs(value)));
    }

    /** A growth of a count with its sign. */
    public Figure countGrowth(double value) {
        return signed(value, count(Math.abs(value)));
    }

    /** A growth of a number with so many decimals, with its sign. */
    public Figure growth(double value, int decimals) {
        return signed(value, decimal(Math.abs(value), decimals));
    }

    /** A growth of a share with its sign. */
    public Figure shareGrowth(double value) {
        return signed(value, share(Math.abs(value)));
    }

    private static Figure signed(double value, Figure size) {
        boolean isNothing = size.text().chars().noneMatch(digit -> digit >= '1' && digit <= '9');
        return figure(value, (isNothing ? "\u00b1" : value > 0 ? "+" : String.valueOf(MINUS)) + size.text());
    }

    /** Money in thousands, millions, or 万 and 亿: three digits that can be taken in at a glance. */
    public Figure shortMoney(double value) {
        return figure(value, unit(compact(value)));
    }

    /** A large number in few digits without unit, for axes. */
    public String compact(double value) {
        double size = Math.abs(value);
        if (language == Language.ZH) {
            return size >= 1e8 ? digits(value / 1e8) + " 亿" : size >= 1e4 ? digits(value / 1e4) + " 万" : digits(value);
        }
        if (size >= 1e9) {
            return digits(value / 1e9) + "B";
        }
        return size >= 1e6 ? digits(value / 1e6) + "M" : size >= 1e3 ? digits(value / 1e3) + "K" : digits(value);
    }

    private static String digits(double value) {
        double size = Math.abs(value);
        String text = format(value, size >= 100 || size == 0 ? 0 : size >= 10 ? 1 : 2);
        return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
    }

    private String unit(String amount) {
        return NumberText.inCurrency(amount, currency, language);
    }

    private static Figure figure(double value, String text) {
        return Double.isFinite(value) ? new Figure(value, text) : Figure.NONE;
    }

    private static String format(double value, int decimals) {
        return Double.isFinite(value) ? NumberText.grouped(value, decimals) : Figure.NONE.text();
    }
}
