package rowan.spark.learn;

import java.util.Map;
import java.util.Optional;
import rowan.fit.FittedValues;
import rowan.model.TrainedModel;

/**
 * A model and how good it is.
 *
 * @param model that of the one seed, or the mean of those of several seeds
 * @param fitted what was fitted on the rows that it learned from; empty where inputs need nothing
 * @param metrics how good it is on the test rows
 * @param perSeed how good the models of the seeds are on the test rows, on average
 * @param about what it was trained on and how, in words
 */
public record Trained(
    TrainedModel model,
    Optional<FittedValues> fitted,
    Metrics metrics,
    Metrics perSeed,
    Map<String, String> about) {}
