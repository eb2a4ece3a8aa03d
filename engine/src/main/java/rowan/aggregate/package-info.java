/**
 * Operators over the events of a key, exact sums, and windows. Knows types only: batch and online
 * run the same code.
 */
@NullMarked
package rowan.aggregate;

import org.jspecify.annotations.NullMarked;
