package rowan.aggregate;

import java.util.Comparator;

/**
 * The order of events that happened at one time.
 *
 * @param comparator compares what identifies events: row keys, or all columns without one
 * @param unique whether equal ones are the same event; if not, they are events that are alike
 */
public record EventOrder(Comparator<Object> comparator, boolean unique) {}
