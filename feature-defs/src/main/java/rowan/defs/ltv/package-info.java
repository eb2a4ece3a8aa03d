/**
 * Features of purchases, for models of what a customer will be worth (LTV, lifetime value). Imports
 * only what authors write with; imported by nothing: graphs find the classes by name.
 */
@NullMarked
package rowan.defs.ltv;

import org.jspecify.annotations.NullMarked;
