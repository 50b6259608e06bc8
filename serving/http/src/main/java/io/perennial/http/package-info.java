/** The light process: the server, and the commands that need neither Spark nor training. */
package io.perennial.http;
