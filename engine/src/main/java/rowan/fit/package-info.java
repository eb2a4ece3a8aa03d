/**
 * Fitted values: computed once over the training rows, level by level, then frozen in a file that
 * batch jobs and services load.
 */
@NullMarked
package rowan.fit;

import org.jspecify.annotations.NullMarked;
