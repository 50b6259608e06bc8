package io.perennial.http.api;

import java.util.Locale;

/** Why nothing can answer where waiting helps nobody. Programs may rely on the names, which stand in {@code cause}. */
public enum NotReady {
    NO_POPULATION(
            "Users are listed once everybody was scored and the bundle is loaded. Run: perennial load --bundle DIR",
            "为全体用户评分并加载全量包之后，才能列出用户。请运行：perennial load --bundle DIR"),
    NO_CHAMPION(
            "No churn model is champion: train one, or promote a version that there is. The page of the models has them.",
            "没有在役的流失模型：请先训练，或将已有版本晋升为在役版本。现有版本见模型页。"),
    REFUSED(
            "A version that should answer can't be used. The page of the models names it and says why; it is tried again"
                    + " by itself once it is whole.",
            "应当启用的版本无法使用，模型页列出了该版本及其原因；修复后服务会自动重新加载。"),
    TABLE(
            "The models here were made from a customer table, which has no log: there are no users by id, no lists and no"
                    + " account of data, but the models can be looked at.",
            "这里的模型由客户宽表训练而成。宽表没有日志，因此没有按编号查询的用户、名单与数据清点，但可以查看模型。");

    private final String en;
    private final String zh;

    NotReady(String en, String zh) {
        this.en = en;
        this.zh = zh;
    }

    /** The name in {@code cause}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The problem that nothing can answer for it. */
    public Problem problem(String detail) {
        return Problem.because(Problem.Kind.NOT_READY, id(), detail).said(en, zh);
    }
}
