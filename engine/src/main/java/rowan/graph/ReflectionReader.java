package rowan.graph;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import rowan.feature.AvailableAt;
import rowan.feature.Digits;
import rowan.feature.Empty;
import rowan.feature.EventTime;
import rowan.feature.FeatureVector;
import rowan.feature.Features;
import rowan.feature.Input;
import rowan.feature.KnownAfter;
import rowan.feature.Label;
import rowan.feature.Lookup;
import rowan.feature.Named;
import rowan.feature.Over;
import rowan.feature.RowKey;
import rowan.feature.Source;
import rowan.feature.Tag;
import rowan.feature.Where;

/**
 * Reads declarations from loaded classes. It only describes what it finds; what is wrong with it is
 * for the rules to say.
 */
final class ReflectionReader {

  private final Map<String, Class<?>> classes = new LinkedHashMap<>();
  private final Map<Class<?>, FeatureClass> featureClasses = new LinkedHashMap<>();
  private final Map<Class<?>, SourceTable> sources = new LinkedHashMap<>();
  private final ReflectedTypes types = new ReflectedTypes(classes);

  /** Reads the classes and all that they use. */
  Declarations read(List<Class<?>> roots) {
    Deque<Class<?>> unread = new ArrayDeque<>(roots);
    while (!unread.isEmpty()) {
      Class<?> next = unread.removeFirst();
      if (!featureClasses.containsKey(next)) {
        featureClasses.put(next, featureClass(next));
        unread.addAll(usesOf(next));
      }
    }
    return new Declarations(List.copyOf(featureClasses.values()), List.copyOf(sources.values()));
  }

  /** The classes that the declarations name: feature classes, sources, records and enums. */
  Map<String, Class<?>> classes() {
    return Map.copyOf(classes);
  }

  private static List<Class<?>> usesOf(Class<?> featureClass) {
    Features features = featureClass.getAnnotation(Features.class);
    return features == null ? List.of() : List.of(features.uses());
  }

  private FeatureClass featureClass(Class<?> type) {
    classes.put(type.getName(), type);
    Features features = type.getAnnotation(Features.class);
    Class<?> source = features == null ? void.class : features.of();
    if (source != void.class) {
      readSource(source);
    }
    lookedUp(type).forEach(this::readSource);
    return new FeatureClass(
        type.getName(),
        features != null,
        type.isInterface(),
        isPublic(type),
        type.getSuperclass() != null && type.getSuperclass() != Object.class,
        source == void.class ? Optional.empty() : Optional.of(source.getName()),
        usesOf(type).stream().map(Class::getName).toList(),
        annotation(type, Over.class).map(ReflectionReader::over),
        methods(type));
  }

  private void readSource(Class<?> type) {
    if (!sources.containsKey(type)) {
      sources.put(type, source(type));
    }
  }

  /** The sources whose rows the lookups of a class give, by the names of the lookups. */
  private static List<Class<?>> lookedUp(Class<?> featureClass) {
    return Arrays.stream(featureClass.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(Lookup.class))
        .sorted(Comparator.comparing(java.lang.reflect.Method::getName))
        .<Class<?>>map(java.lang.reflect.Method::getReturnType)
        .filter(result -> result.isAnnotationPresent(Source.class))
        .toList();
  }

  /** The methods in order of their names: reflection does not give the order of the source. */
  private List<Method> methods(Class<?> type) {
    Properties docs = docs(type);
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> !Modifier.isPrivate(method.getModifiers()) && !method.isSynthetic())
        .sorted(
            Comparator.comparing(java.lang.reflect.Method::getName)
                .thenComparing(java.lang.reflect.Method::toString))
        .map(method -> method(type, method, docs))
        .toList();
  }

  private Method method(Class<?> owner, java.lang.reflect.Method method, Properties docs) {
    Optional<Digits> digits = annotation(method, Digits.class);
    Map<String, String> tags = new LinkedHashMap<>(tags(owner));
    tags.putAll(tags(method));
    return new Method(
        owner.getName(),
        method.getName(),
        shape(method),
        method.isAnnotationPresent(Input.class),
        method.isAnnotationPresent(Lookup.class),
        method.isAnnotationPresent(FeatureVector.class),
        method.isAnnotationPresent(Label.class),
        ReflectedOperators.of(method),
        annotation(method, Over.class).map(ReflectionReader::over),
        annotation(method, Empty.class).map(Empty::value),
        Arrays.stream(method.getParameters()).map(this::parameter).toList(),
        types.use(method.getAnnotatedReturnType(), digits),
        tags,
        docs.getProperty(method.getName(), ""));
  }

  private static Method.Shape shape(java.lang.reflect.Method method) {
    int modifiers = method.getModifiers();
    if (Modifier.isAbstract(modifiers)) {
      return Method.Shape.ABSTRACT;
    }
    return Modifier.isPublic(modifiers) && Modifier.isStatic(modifiers)
        ? Method.Shape.PUBLIC_STATIC
        : Method.Shape.OTHER;
  }

  private Parameter parameter(java.lang.reflect.Parameter parameter) {
    return new Parameter(
        parameter.getName(),
        parameter.isNamePresent(),
        types.use(parameter.getAnnotatedType(), Optional.empty()),
        parameter.isAnnotationPresent(EventTime.class),
        parameter.isAnnotationPresent(Where.class));
  }

  private static OverUse over(Over over) {
    return new OverUse(
        List.of(over.by()),
        List.of(over.on()),
        List.of(over.window()),
        List.of(over.ahead()),
        over.bounds(),
        over.delay(),
        over.rows(),
        over.ties(),
        over.excluding(),
        over.hop(),
        over.rules());
  }

  private SourceTable source(Class<?> type) {
    classes.put(type.getName(), type);
    RecordComponent[] components = type.getRecordComponents();
    Properties docs = docs(type);
    return new SourceTable(
        type.getName(),
        annotation(type, Source.class).map(Source::value),
        type.isRecord(),
        isPublic(type),
        components == null
            ? List.of()
            : Arrays.stream(components).map(component -> component(component, docs)).toList());
  }

  private Component component(RecordComponent component, Properties docs) {
    return new Component(
        component.getName(),
        annotation(component, Named.class).map(Named::value),
        types.use(component.getAnnotatedType(), annotation(component, Digits.class)),
        component.isAnnotationPresent(RowKey.class),
        component.isAnnotationPresent(EventTime.class),
        component.isAnnotationPresent(AvailableAt.class),
        annotation(component, KnownAfter.class).map(KnownAfter::value),
        tags(component),
        docs.getProperty(component.getName(), ""));
  }

  private static <A extends Annotation> Optional<A> annotation(
      AnnotatedElement element, Class<A> annotation) {
    return Optional.ofNullable(element.getAnnotation(annotation));
  }

  private static Map<String, String> tags(AnnotatedElement element) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (Tag tag : element.getAnnotationsByType(Tag.class)) {
      tags.put(tag.name(), tag.value());
    }
    return tags;
  }

  private static Properties docs(Class<?> type) {
    return JavadocProcessor.read(type);
  }

  /** Whether code in any package may name the class. */
  static boolean isPublic(Class<?> type) {
    List<Class<?>> enclosing = new ArrayList<>();
    for (@Nullable Class<?> c = type; c != null; c = c.getEnclosingClass()) {
      enclosing.add(c);
    }
    return enclosing.stream().allMatch(c -> Modifier.isPublic(c.getModifiers()));
  }
}
