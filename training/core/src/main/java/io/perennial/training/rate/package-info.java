/** How often users buy against what the NBD family says: learned ratios, and both carried to a longer window. */
package io.perennial.training.rate;
