/**
 * The values a column can hold: their types, their Java forms, the one canonical form of each, and
 * the names by which columns are known. Imported by every other package; imports none of them.
 */
@NullMarked
package rowan.type;

import org.jspecify.annotations.NullMarked;
