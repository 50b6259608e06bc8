/** What pages tell of models and their data: who was champion when, how two versions differ, what a card says. */
package io.perennial.http.model;
