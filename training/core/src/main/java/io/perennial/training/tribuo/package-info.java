/**
 * Tribuo and XGBoost behind our own types: trains, and exports what was learned into the published form. No other package
 * sees them.
 */
package io.perennial.training.tribuo;
