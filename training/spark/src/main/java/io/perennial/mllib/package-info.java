/** Spark MLlib behind our own types: trains on snapshots beyond one machine, exports what it learned into the published form. */
package io.perennial.mllib;
