/**
 * The same program over Arrow batches: rows come from vectors and features go to vectors. Needs
 * Arrow, which the engine itself does not. Imported by jobs, and by services that speak Arrow.
 */
@NullMarked
package rowan.arrow;

import org.jspecify.annotations.NullMarked;
