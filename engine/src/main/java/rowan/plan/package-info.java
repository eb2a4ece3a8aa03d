/**
 * From a graph and a request to the steps that answer it, the same for every engine: scan, supply,
 * row features, aggregates as of, select. A plan is a pure function of graph and request, and
 * prints itself. Imported by adapters.
 */
@NullMarked
package rowan.plan;

import org.jspecify.annotations.NullMarked;
