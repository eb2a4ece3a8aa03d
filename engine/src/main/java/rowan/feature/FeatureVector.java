package rowan.feature;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On an abstract method that gives a {@code double[]}: the values of its parameters in their order,
 * as a {@link Model} reads them.
 *
 * <pre>{@code
 * @FeatureVector
 * abstract double[] inputs(double txAmount, boolean duringWeekend, @Nullable Double terminalRisk);
 * }</pre>
 *
 * <p>A parameter is a number (an int, a long, a float or a double) or a boolean, which is 1 or 0.
 * The bare name of a family stands for all its members, in the order of their windows. When a value
 * is null, so is the whole vector; but for a parameter that is {@code @Nullable}, a null is NaN. A
 * vector reaches no label and nothing that is known only after its row.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface FeatureVector {}
