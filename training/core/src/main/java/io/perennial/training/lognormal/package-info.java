/** The zero-inflated lognormal network: whether there is an amount, and how large, from one set of features. */
package io.perennial.training.lognormal;
