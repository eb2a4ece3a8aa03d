package rowan.feature;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Beside an operator, on an abstract method: one value over all training rows, which are rows of
 * the class's own source. It is computed once, by fitting, and then frozen: from then on it is
 * given to every row, in batch and in process, as an input is.
 *
 * <pre>{@code
 * @Fit @Mean abstract double ageMean(double age);
 *
 * @Fit @StdDev abstract double ageStddev(double age);
 *
 * public static double ageNormalized(double age, double ageMean, double ageStddev) {
 *   return (age - ageMean) / ageStddev;
 * }
 * }</pre>
 *
 * <p>Parameters name columns and features of the training rows, and other fitted values, which are
 * fitted first. The operator is one that does not depend on the order of the rows. Rows with a null
 * value are skipped; of no rows the value is as that of an empty window.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Fit {}
