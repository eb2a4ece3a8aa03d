/**
 * Trained models in Rowan's own form: a few arrays of numbers, evaluated without whatever trained
 * them. Each is immutable and safe for any number of threads.
 */
@NullMarked
package rowan.model;

import org.jspecify.annotations.NullMarked;
