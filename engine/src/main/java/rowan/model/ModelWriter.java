package rowan.model;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes models as JSON; {@link ModelReader} reads them. */
final class ModelWriter {

  private final JsonGenerator json;

  ModelWriter(JsonGenerator json) {
    this.json = json;
  }

  /** The model with the version of the form, as a document of its own. */
  void writeDocument(TrainedModel model) throws IOException {
    json.writeStartObject();
    json.writeNumberField(ModelFile.VERSION_FIELD, ModelFile.VERSION);
    writeFields(model);
    json.writeEndObject();
  }

  private void writeFields(TrainedModel model) throws IOException {
    json.writeStringField(ModelFile.TYPE_FIELD, ModelType.of(model).label());
    json.writeNumberField("inputs", model.inputs());
    if (model instanceof LinearRegression linear) {
      write(linear.predictor());
    } else if (model instanceof LogisticRegression logistic) {
      write(logistic.predictor());
    } else if (model instanceof GeneralizedLinearModel generalized) {
      write(generalized);
    } else if (model instanceof DecisionTree tree) {
      write(tree.trees());
    } else if (model instanceof RandomForestRegressor forest) {
      write(forest.trees());
    } else if (model instanceof RandomForestClassifier forest) {
      write(forest.trees());
      numbers("negative", forest.negative());
    } else if (model instanceof BoostedTreesRegressor regressor) {
      write(regressor.boosted());
    } else if (model instanceof BoostedTreesClassifier classifier) {
      write(classifier.boosted());
    } else if (model instanceof XgboostClassifier classifier) {
      json.writeNumberField("base", (double) classifier.base());
      write(classifier.trees());
    } else if (model instanceof LinkedModel linked) {
      write(linked.link());
      json.writeObjectFieldStart("model");
      writeFields(linked.model());
      json.writeEndObject();
    } else if (model instanceof MeanOfModels mean) {
      write(mean.models());
    } else if (model instanceof ProductOfModels product) {
      write(product.models());
    }
  }

  private void write(GeneralizedLinearModel model) throws IOException {
    json.writeStringField("family", model.family().name().toLowerCase(Locale.ROOT));
    write(model.link());
    write(model.predictor());
  }

  private void write(Link link) throws IOException {
    json.writeStringField("link", link.kind().name().toLowerCase(Locale.ROOT));
    if (link.kind() == Link.Kind.POWER) {
      json.writeNumberField("power", link.power());
    }
  }

  private void write(LinearPredictor predictor) throws IOException {
    json.writeNumberField("intercept", predictor.intercept());
    numbers("coefficients", predictor.coefficients());
    optional("missing", predictor.missing());
    optional("shift", predictor.shift());
    optional("scale", predictor.scale());
  }

  private void write(BoostedTrees boosted) throws IOException {
    numbers("weights", boosted.weights());
    write(boosted.trees());
  }

  private void write(Trees trees) throws IOException {
    integers("roots", trees.roots());
    integers("feature", trees.feature());
    numbers("value", trees.value());
    integers("right", trees.right());
    optional("categories", trees.categories());
    optional("missing_left", trees.missingLeft());
  }

  private void write(List<TrainedModel> models) throws IOException {
    json.writeArrayFieldStart("models");
    for (TrainedModel model : models) {
      json.writeStartObject();
      writeFields(model);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void optional(String field, Optional<double[]> values) throws IOException {
    if (values.isPresent()) {
      numbers(field, values.get());
    }
  }

  private void optional(String field, int[] values) throws IOException {
    if (values.length > 0) {
      integers(field, values);
    }
  }

  private void numbers(String field, double[] values) throws IOException {
    json.writeFieldName(field);
    json.writeArray(values, 0, values.length);
  }

  private void integers(String field, int[] values) throws IOException {
    json.writeFieldName(field);
    json.writeArray(values, 0, values.length);
  }
}
