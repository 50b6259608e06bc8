/** Mapping files, read strictly: how rows of a company's files become events. */
package io.perennial.features.spark.mapping;
