/**
 * From what authors declare to a checked, immutable, printable graph: a reader turns classes into
 * neutral declarations, scopes bind parameters to nodes, one class per rule finds what is wrong,
 * and every problem is reported at once. Imported by plans and adapters.
 */
@NullMarked
package rowan.graph;

import org.jspecify.annotations.NullMarked;
