package io.perennial.training.evaluation;

import java.util.List;

/**
 * How good predictions are in the parts of one slice of the users.
 *
 * @param name  the slice, one of {@link Slices#ALL}
 * @param parts in the order of {@link Slices#ORDER}; every judged row is in one of them
 */
public record SliceFigures(String name, List<PartFigures> parts) {

    public SliceFigures {
        parts = List.copyOf(parts);
    }
}
