package rowan.graph;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import javax.tools.StandardLocation;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the first sentence of each Javadoc of a feature class or source, which the compiler drops,
 * in a resource beside the class, so that graphs document themselves. javac runs it wherever the
 * engine is on the processor path. Without it features have no documentation, and nothing else
 * changes.
 */
@SupportedAnnotationTypes("*")
public final class JavadocProcessor extends AbstractProcessor {

  private static final String FOLDER = "META-INF/rowan/doc/";

  /** What was kept for {@code type}: by method or component name; empty when nothing was. */
  static Properties read(Class<?> type) {
    Properties docs = new Properties();
    try (InputStream kept = type.getResourceAsStream("/" + resource(type.getName()))) {
      if (kept != null) {
        docs.load(new InputStreamReader(kept, StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the documentation of " + type.getName(), e);
    }
    return docs;
  }

  private static String resource(String className) {
    return FOLDER + className + ".properties";
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    for (TypeElement annotation : annotations) {
      String name = annotation.getQualifiedName().toString();
      if (name.equals("rowan.feature.Features") || name.equals("rowan.feature.Source")) {
        round.getElementsAnnotatedWith(annotation).forEach(type -> keep((TypeElement) type));
      }
    }
    return false;
  }

  private void keep(TypeElement type) {
    Map<String, String> docs = new TreeMap<>(componentDocs(type));
    for (Element member : type.getEnclosedElements()) {
      String sentence = firstSentence(comment(member));
      if (!sentence.isEmpty()) {
        docs.put(member.getSimpleName().toString(), sentence);
      }
    }
    if (!docs.isEmpty()) {
      write(type, docs);
    }
  }

  /** A component is documented by the {@code @param} of its record. */
  private Map<String, String> componentDocs(TypeElement type) {
    Map<String, String> docs = new TreeMap<>();
    String[] tags = comment(type).split("(?m)^ *@", -1);
    for (int i = 1; i < tags.length; i++) {
      String[] words = tags[i].strip().split("\\s+", 3);
      if (words.length == 3 && words[0].equals("param")) {
        docs.put(words[1], firstSentence(words[2]));
      }
    }
    return docs;
  }

  private String comment(Element element) {
    @Nullable String comment = processingEnv.getElementUtils().getDocComment(element);
    return comment == null ? "" : comment;
  }

  /** Up to the first period that ends a sentence, on one line, without markup. */
  static String firstSentence(String comment) {
    String prose = comment.split("(?m)^ *@", 2)[0];
    String plain =
        prose
            .replaceAll("\\{@\\w+\\s+([^}]*)}", "$1")
            .replaceAll("<[^>]+>", "")
            .replaceAll("\\s+", " ")
            .strip();
    return plain.replaceFirst("(?<=[.!?])\\s.*$", "");
  }

  private void write(TypeElement type, Map<String, String> docs) {
    String name = processingEnv.getElementUtils().getBinaryName(type).toString();
    try (Writer file =
        new OutputStreamWriter(
            processingEnv
                .getFiler()
                .createResource(StandardLocation.CLASS_OUTPUT, "", resource(name), type)
                .openOutputStream(),
            StandardCharsets.UTF_8)) {
      for (var doc : docs.entrySet()) {
        file.write(doc.getKey() + "=" + doc.getValue().replace("\\", "\\\\") + "\n");
      }
    } catch (IOException e) {
      processingEnv
          .getMessager()
          .printMessage(Diagnostic.Kind.WARNING, "Cannot keep the Javadoc of " + name + ": " + e);
    }
  }
}
