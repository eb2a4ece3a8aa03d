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

  /** Reads {@code NAME=VALUE}; the value may have further equals signs. */
  static final class Converter implements ITypeConverter<Assignment> {
    @Override
    public Assignment convert(String text) {
      int equals = text.indexOf('=');
      if (equals < 1 || equals == text.length() - 1) {
        throw new TypeConversionException("\"" + text + "\" is not NAME=VALUE");
      }
      return new Assignment(Name.of(text.substring(0, equals).strip()), text.substring(equals + 1));
    }
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
