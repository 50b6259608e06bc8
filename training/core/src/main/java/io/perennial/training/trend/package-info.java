/** Expected spend in the next six blocks of 30 days. DL4J stays inside one class of this package. */
package io.perennial.training.trend;
