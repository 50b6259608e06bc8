package io.perennial.scoring.explain;

import io.perennial.features.feature.Language;
import io.perennial.features.ledger.LogDefinition;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** How numbers and money are written for people, in reasons, reports and pages alike. The same on every machine. */
public final class NumberText {

    private static final DecimalFormatSymbols SYMBOLS = symbols();
    private static final double CENTS_BELOW = 100;

    private NumberText() {}

    /** A finite number with so many decimals, its thousands grouped; what lies halfway goes to the even digit. */
    public static String grouped(double value, int decimals) {
        DecimalFormat format = new DecimalFormat(decimals == 0 ? "#,##0" : "#,##0." + "0".repeat(decimals), SYMBOLS);
        // Of the number as it is read: 2.675 is a little less in binary, and would be rounded down.
        return format.format(BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_EVEN));
    }

    /** A finite amount in full, with its currency. */
    public static String money(double value, String currency, Language language) {
        return inCurrency(grouped(value, decimals(value, currency)), currency, language);
    }

    /** Decimals of an amount: below a hundred as many as the currency's minor unit has, such as none of JPY. */
    public static int decimals(double value, String currency) {
        if (value == 0 || Math.abs(value) >= CENTS_BELOW) {
            return 0;
        }
        return currency.isEmpty() ? 2 : LogDefinition.minorDigits(currency);
    }

    /** An amount beside its currency. */
    public static String inCurrency(String amount, String currency, Language language) {
        if (language == Language.EN) {
            return currency + " " + amount;
        }
        boolean isRounded = amount.endsWith("万") || amount.endsWith("亿");
        return amount + (isRounded && currency.equals("CNY") ? "" : " ") + unit(currency, language);
    }

    /** A currency as it stands beside amounts. */
    public static String unit(String currency, Language language) {
        return language == Language.ZH && currency.equals("CNY") ? "元" : currency;
    }

    private static DecimalFormatSymbols symbols() {
        DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(Locale.ROOT);
        symbols.setMinusSign('\u2212');
        return symbols;
    }
}
