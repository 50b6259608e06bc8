package io.perennial.training.table;

import io.perennial.training.evaluation.ExpectedMaximumProfit;
import io.perennial.training.evaluation.ExpectedMaximumProfit.Campaign;
import io.perennial.training.evaluation.RankOrder;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What contacting so many customers would have brought by the paper's campaign at its mean acceptance, whoever is at
 * risk by held-out probabilities first.
 *
 * @param contacts customers contacted
 * @param chosen   profit where the chosen model picks them
 * @param plain    where plain logistic regression does
 * @param random   where chance does
 */
record ProfitPoint(int contacts, double chosen, double plain, double random) {

    private static final int STEPS = 20;

    /** From nobody to everybody in equal steps. */
    static List<ProfitPoint> curve(double[] chosen, double[] plain, double[] churned, double[] weights) {
        RankOrder byChosen = RankOrder.of(chosen);
        RankOrder byPlain = RankOrder.of(plain);
        double churners = byChosen.captured(churned, weights, 1);
        return IntStream.rangeClosed(0, STEPS)
                .mapToObj(step -> {
                    double share = (double) step / STEPS;
                    int contacts = (int) Math.round(share * churned.length);
                    return new ProfitPoint(
                            contacts,
                            profit(contacts, byChosen.captured(churned, weights, share)),
                            profit(contacts, byPlain.captured(churned, weights, share)),
                            profit(contacts, churners * share));
                })
                .toList();
    }

    private static double profit(double contacts, double churners) {
        Campaign campaign = Campaign.ofThePaper();
        double accept = campaign.alpha() / (campaign.alpha() + campaign.beta());
        return churners * accept * (ExpectedMaximumProfit.VALUE_OF_THE_PAPER - campaign.offer())
                - contacts * campaign.contact()
                - (contacts - churners) * campaign.offer();
    }
}
