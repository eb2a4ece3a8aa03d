/**
 * Data to try things on: simulated card payments and purchases. The simulators are plain Java and
 * know one customer at a time; {@link rowan.jobs.generate.GeneratedTables} runs them on Spark. The
 * same settings give the same rows on any machine and for any number of partitions, because every
 * random number is a function of what it is for.
 */
@NullMarked
package rowan.jobs.generate;

import org.jspecify.annotations.NullMarked;
