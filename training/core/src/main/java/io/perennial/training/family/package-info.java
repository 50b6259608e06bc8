/**
 * The NBD family of a log on one page: every member fitted, tested against what it contains, its uncertainty, what it
 * expects, and which would be served and why. Publishes nothing.
 */
package io.perennial.training.family;
