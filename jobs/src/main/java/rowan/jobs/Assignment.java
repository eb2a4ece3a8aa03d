package rowan.jobs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import rowan.graph.CheckException;
import rowan.graph.Problem;
import rowan.type.Name;

/** A name and what is given for it, as options spell it: {@code transactions=payments.parquet}. */
record Assignment(Name name, String value) {

  /** Reads {@code NAME=VALUE}; the value may have further equals signs, or be empty. */
  static final class Converter implements ITypeConverter<Assignment> {
    @Override
    public Assignment convert(String text) {
      int equals = text.indexOf('=');
      if (equals < 1) {
        throw notAssignment(text);
      }
      return new Assignment(Name.of(text.substring(0, equals).strip()), text.substring(equals + 1));
    }
  }

  /** Reads {@code NAME=VALUE} where an empty value means nothing. */
  static final class NotEmpty implements ITypeConverter<Assignment> {
    @Override
    public Assignment convert(String text) {
      Assignment given = new Converter().convert(text);
      if (given.value().isEmpty()) {
        throw notAssignment(text);
      }
      return given;
    }
  }

  private static TypeConversionException notAssignment(String text) {
    return new TypeConversionException("\"" + text + "\" is not NAME=VALUE");
  }

  /**
   * What is given for each name.
   *
   * @param what what the names are names of
   * @throws CheckException naming every name that is given twice
   */
  static Map<Name, String> byName(String what, List<Assignment> assignments) {
    Map<Name, String> values = new LinkedHashMap<>();
    List<Problem> problems =
        assignments.stream()
            .filter(given -> values.putIfAbsent(given.name(), given.value()) != null)
            .map(given -> givenTwice(what, given))
            .toList();
    if (!problems.isEmpty()) {
      throw new CheckException("Cannot understand the options", problems);
    }
    return values;
  }

  private static Problem givenTwice(String what, Assignment given) {
    return Problem.at(
        "given-twice",
        "%s \"%s\"".formatted(what, given.name()),
        "It is given twice; give it once.");
  }
}
