/**
 * Features of card payments, for models that find fraud. Imports only what authors write with;
 * imported by nothing: graphs find the classes by name.
 */
@NullMarked
package rowan.defs.fraud;

import org.jspecify.annotations.NullMarked;
