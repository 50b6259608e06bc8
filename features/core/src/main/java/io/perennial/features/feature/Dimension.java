package io.perennial.features.feature;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** One of the seven parts of the silent-user model, or {@link #CONTEXT} for what belongs to none. */
public enum Dimension implements Part {
    SILENCE("last seen", "沉默时长"),
    CORE("core use", "核心功能使用"),
    FREQUENCY("frequency", "访问频次"),
    DEPTH("depth", "访问深度"),
    VALUE("value", "消费价值"),
    SOCIAL("social", "社交与内容"),
    RESPONSE("response", "触达响应与情绪"),
    /** Tenure, calendar, static attributes: held at the user's value when the dimensions are explained. */
    CONTEXT("context", "背景");

    /** The number of dimensions, context not counted. */
    public static final int SEVEN = 7;

    private static final List<Dimension> THE_SEVEN =
            Arrays.stream(values()).filter(one -> one != CONTEXT).toList();

    /** The seven in order: what explanations give contributions to. */
    static final List<Part> EXPLAINED = List.copyOf(THE_SEVEN);

    private final String en;
    private final String zh;

    Dimension(String en, String zh) {
        this.en = en;
        this.zh = zh;
    }

    /** The seven in order; context is none of them. */
    public static List<Dimension> seven() {
        return THE_SEVEN;
    }

    /** The id in JSON and columns: lower case. */
    @Override
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String en() {
        return en;
    }

    @Override
    public String zh() {
        return zh;
    }

    @Override
    public String name(Language language) {
        return language.choose(en, zh);
    }
}
