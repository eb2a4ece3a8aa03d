package rowan.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import rowan.graph.CheckException;
import rowan.graph.Problem;

/**
 * A trained model as JSON: one object, UTF-8, with the fields
 *
 * <table>
 *   <caption>Fields</caption>
 *   <tr><td>{@code rowan_model}</td><td>the version of this form, 1</td></tr>
 *   <tr><td>{@code type}</td><td>{@code linear_regression}, {@code logistic_regression}, {@code
 *     generalized_linear_model}, {@code decision_tree}, {@code random_forest_classifier}, {@code
 *     random_forest_regressor}, {@code boosted_trees_classifier}, {@code boosted_trees_regressor},
 *     {@code xgboost_classifier}, {@code linked}, {@code mean}, {@code product}</td></tr>
 *   <tr><td>{@code inputs}</td><td>how many inputs a prediction takes</td></tr>
 *   <tr><td>{@code coefficients}, {@code intercept}</td><td>of linear models; with {@code missing},
 *     {@code shift} and {@code scale} where {@link LinearPredictor} has them</td></tr>
 *   <tr><td>{@code family}, {@code link}, {@code power}</td><td>of generalized linear models, as
 *     {@link Family} and {@link Link}; the power only of the link {@code power}; {@code linked} has
 *     a link, too, and a {@code model}</td></tr>
 *   <tr><td>{@code roots}, {@code feature}, {@code value}, {@code right}, {@code categories},
 *     {@code missing_left}</td><td>of trees, as in {@link Trees}: each an array for all nodes; the
 *     last two where there are any</td></tr>
 *   <tr><td>{@code negative}</td><td>of {@code random_forest_classifier}, by node: of a leaf the
 *     share of the negative class</td></tr>
 *   <tr><td>{@code weights}</td><td>of boosted trees, one each</td></tr>
 *   <tr><td>{@code base}</td><td>of {@code xgboost_classifier}: a 32-bit number, to which those of
 *     the leaves are added, as in {@link XgboostClassifier}</td></tr>
 *   <tr><td>{@code models}</td><td>of {@code mean} and {@code product}: such objects, without a
 *     version</td></tr>
 * </table>
 *
 * <p>Numbers are written so that they are read back bit by bit; what JSON has no number for is the
 * text NaN, Infinity or -Infinity.
 */
public final class ModelFile {

  static final String VERSION_FIELD = "rowan_model";
  static final String TYPE_FIELD = "type";
  static final int VERSION = 1;

  private static final JsonFactory JSON = new JsonFactory();

  private ModelFile() {}

  /** Writes a model; the stream stays open. */
  public static void write(TrainedModel model, OutputStream out) throws IOException {
    try (JsonGenerator json =
        JSON.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
      new ModelWriter(json).writeDocument(model);
      json.writeRaw('\n');
    }
  }

  /**
   * Reads a model.
   *
   * @param name what an error calls the file
   * @throws CheckException when it is no model, or not one that predicts
   */
  public static TrainedModel read(InputStream in, String name) throws IOException {
    try (JsonParser json = JSON.createParser(in)) {
      return new ModelReader(json).readDocument();
    } catch (JsonProcessingException e) {
      throw unreadable(name, "it is no JSON: " + e.getOriginalMessage(), e);
    } catch (IllegalArgumentException e) {
      throw unreadable(name, String.valueOf(e.getMessage()), e);
    }
  }

  private static CheckException unreadable(String name, String why, Exception cause) {
    CheckException unreadable =
        new CheckException(
            "Cannot read the model", List.of(Problem.at("model-file", name, capital(why) + ".")));
    unreadable.initCause(cause);
    return unreadable;
  }

  private static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
