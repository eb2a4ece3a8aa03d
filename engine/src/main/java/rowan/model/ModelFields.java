package rowan.model;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The fields of a model in a file, each of which must be there, of its type, and known. */
final class ModelFields {

  private final Map<String, Object> fields;
  private final Set<String> read = new HashSet<>();

  ModelFields(Map<String, Object> fields) {
    this.fields = fields;
  }

  /** The model that the fields describe. */
  TrainedModel model() {
    String label = text(ModelFile.TYPE_FIELD);
    ModelType type =
        ModelType.labelled(label)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "type \"%s\" is none of %s".formatted(label, ModelType.labels())));
    int inputs = integer("inputs");
    TrainedModel model = type.read(this);
    if (model.inputs() != inputs) {
      throw new IllegalArgumentException(
          "inputs is %d, but the model takes %d".formatted(inputs, model.inputs()));
    }
    checkAllRead();
    return model;
  }

  private void checkAllRead() {
    List<String> unknown =
        fields.keySet().stream().filter(field -> !read.contains(field)).sorted().toList();
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException("unknown fields " + unknown);
    }
  }

  LinearPredictor predictor() {
    LinearPredictor predictor = LinearPredictor.of(numbers("coefficients"), number("intercept"));
    if (fields.containsKey("missing")) {
      predictor = predictor.filled(numbers("missing"));
    }
    return fields.containsKey("shift") || fields.containsKey("scale")
        ? predictor.standardized(numbers("shift"), numbers("scale"))
        : predictor;
  }

  Link link() {
    Link.Kind kind = constant("link", Link.Kind.class);
    return kind == Link.Kind.POWER ? Link.power(number("power")) : Link.of(kind);
  }

  Trees trees() {
    return new Trees(
        integer("inputs"),
        integers("roots"),
        integers("feature"),
        numbers("value"),
        integers("right"),
        optionalIntegers("categories"),
        optionalIntegers("missing_left"));
  }

  private int[] optionalIntegers(String field) {
    return fields.containsKey(field) ? integers(field) : new int[0];
  }

  BoostedTrees boosted() {
    return new BoostedTrees(trees(), numbers("weights"));
  }

  XgboostClassifier xgboost() {
    double base = number("base");
    if (base != (float) base) {
      throw new IllegalArgumentException("base is %s, no float".formatted(base));
    }
    return new XgboostClassifier(trees(), (float) base);
  }

  TrainedModel model(String field) {
    return typed(field, "a model", ModelFields.class).model();
  }

  List<TrainedModel> models() {
    return Arrays.stream(typed("models", "a list of models", ModelFields[].class))
        .map(ModelFields::model)
        .toList();
  }

  <E extends Enum<E>> E constant(String field, Class<E> constants) {
    String text = text(field);
    return Arrays.stream(constants.getEnumConstants())
        .filter(constant -> constant.name().toLowerCase(Locale.ROOT).equals(text))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("%s \"%s\" is unknown".formatted(field, text)));
  }

  double[] numbers(String field) {
    return typed(field, "a list of numbers", double[].class);
  }

  private int[] integers(String field) {
    double[] numbers = numbers(field);
    int[] integers = new int[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      integers[i] = whole(field, numbers[i]);
    }
    return integers;
  }

  private static int whole(String field, double number) {
    if (number != (int) number) {
      throw new IllegalArgumentException("%s holds %s, no integer".formatted(field, number));
    }
    return (int) number;
  }

  private int integer(String field) {
    return whole(field, number(field));
  }

  private double number(String field) {
    return typed(field, "a number", Double.class);
  }

  private String text(String field) {
    return typed(field, "text", String.class);
  }

  private <T> T typed(String field, String expected, Class<T> type) {
    read.add(field);
    Object value =
        Optional.ofNullable(fields.get(field))
            .orElseThrow(() -> new IllegalArgumentException(field + " is missing"));
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException("%s is not %s".formatted(field, expected));
    }
    return type.cast(value);
  }
}
