/** Lifetime value: value if retained times the chance of being retained, judged by squared error and by the total. */
package io.perennial.training.value;
