/** Churn probability: candidates, naive rules, calibration, and the choice between them. */
package io.perennial.training.churn;
