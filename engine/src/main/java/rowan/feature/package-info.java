/**
 * What an author of features writes with: the annotations. Imports types and operators; imported by
 * feature definitions and by the graph that reads them.
 */
@NullMarked
package rowan.feature;

import org.jspecify.annotations.NullMarked;
