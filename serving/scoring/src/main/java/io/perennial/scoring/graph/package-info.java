/** The published form: a closed vocabulary of nodes, a graph of them, and their own binary file. */
package io.perennial.scoring.graph;
