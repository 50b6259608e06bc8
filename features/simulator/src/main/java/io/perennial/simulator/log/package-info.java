/** The company's files, with its mess. */
package io.perennial.simulator.log;
