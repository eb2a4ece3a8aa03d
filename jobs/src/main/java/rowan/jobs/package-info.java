/**
 * The commands of {@code rowan}: one small class each, which turns options into calls of the
 * libraries and what comes of them into text and an exit code.
 */
@NullMarked
package rowan.jobs;

import org.jspecify.annotations.NullMarked;
