/** Rowan measured against what people would write by hand. */
@NullMarked
package rowan.jobs.bench;

import org.jspecify.annotations.NullMarked;
