/**
 * What would have to be different for a churn probability to fall: levers that a person can act on, and the smallest
 * move of them that reaches a goal, proved by bounds on the model's graph.
 */
package io.perennial.scoring.counterfactual;
