package rowan.graph;

/**
 * What a parameter of a node's method is bound to.
 *
 * @param parameter the parameter, as declared
 * @param node the name of the node that gives its value
 */
public record Argument(Parameter parameter, String node) {}
