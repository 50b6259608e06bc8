/** Speed of scores and explanations beside the libraries that train the models, with equal results checked. */
package io.perennial.training.bench;
