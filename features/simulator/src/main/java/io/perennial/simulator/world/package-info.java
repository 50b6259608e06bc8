/** What is given: the calendar, the campaigns, and what each user is like. */
package io.perennial.simulator.world;
