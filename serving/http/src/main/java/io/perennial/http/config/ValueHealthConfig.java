package io.perennial.http.config;

import io.perennial.features.profile.ValueHealth;

/**
 * What the parts of the value health index count for; they need not add up to 1.
 *
 * @param direct    what the user spends, 0 to 100 as all of them
 * @param ecosystem what the user brings to other users
 * @param potential how much more may come
 * @param brand     what the user says of the company
 */
public record ValueHealthConfig(double direct, double ecosystem, double potential, double brand) {

    public ValueHealthConfig {
        try {
            new ValueHealth.Weights(direct, ecosystem, potential, brand);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("[value_health]: " + e.getMessage(), e);
        }
    }

    /** Direct 35 %, ecosystem 25 %, potential and brand 20 % each. */
    public static ValueHealthConfig defaults() {
        ValueHealth.Weights weights = ValueHealth.Weights.defaults();
        return new ValueHealthConfig(weights.direct(), weights.ecosystem(), weights.potential(), weights.brand());
    }

    /** As the index takes them. */
    public ValueHealth.Weights weights() {
        return new ValueHealth.Weights(direct, ecosystem, potential, brand);
    }

    static ValueHealthConfig read(Section section) {
        ValueHealthConfig defaults = defaults();
        return new ValueHealthConfig(
                section.decimal("direct", defaults.direct()),
                section.decimal("ecosystem", defaults.ecosystem()),
                section.decimal("potential", defaults.potential()),
                section.decimal("brand", defaults.brand()));
    }
}
