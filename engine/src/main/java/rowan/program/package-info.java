/**
 * Row features compiled to bytecode: what a program computes, its class, and the values of a row.
 * The same program runs in a service, in a Spark job and over Arrow batches. Imported by adapters.
 */
@NullMarked
package rowan.program;

import org.jspecify.annotations.NullMarked;
