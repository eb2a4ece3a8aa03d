/** Where the windows of each key live between events. */
@NullMarked
package rowan.state;

import org.jspecify.annotations.NullMarked;
