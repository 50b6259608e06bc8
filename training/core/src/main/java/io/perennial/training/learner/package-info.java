/** What every trainer shares: learned numbers as nodes of the published form, preparation of columns, recipes. */
package io.perennial.training.learner;
