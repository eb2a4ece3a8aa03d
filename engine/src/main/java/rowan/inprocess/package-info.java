/**
 * Scores rows in process, with the methods that a Spark job calls and the same bits. Needs no Spark
 * and no session. Imported by services.
 */
@NullMarked
package rowan.inprocess;

import org.jspecify.annotations.NullMarked;
