package rowan.graph;

import java.util.Optional;

/**
 * A parameter and the node that gives its value; a target that is missing is a value to walk to.
 *
 * @param target empty when nothing in scope has the parameter's name
 */
record Binding(Parameter parameter, Optional<DraftNode> target) {}
