package rowan.spark.learn;

import java.util.function.Consumer;

/**
 * What to train.
 *
 * @param family the kind of model, one of {@link ModelFamilies}
 * @param seeds how many times to train the chosen settings, each with other random choices
 * @param progress told of each step, in a line
 */
public record TrainingRequest(String family, int seeds, Consumer<String> progress) {}
