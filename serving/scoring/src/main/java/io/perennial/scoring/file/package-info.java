/** Files that outlive a power cut and are read without trust: writing and replacing, stamps, and facts as JSON. */
package io.perennial.scoring.file;
