package io.perennial.http.protocol;

import java.util.List;

/** Arithmetic of shapes. */
final class TensorShape {

    private TensorShape() {}

    /** How many elements a shape has; more than any body holds where it has more than a long counts. */
    static long elements(List<Integer> shape) {
        long elements = 1;
        for (int size : shape) {
            // An empty dimension ends the product, whatever comes beside it.
            if (size == 0) {
                return 0;
            }
            elements = elements > Integer.MAX_VALUE ? elements : elements * size;
        }
        return elements;
    }
}
