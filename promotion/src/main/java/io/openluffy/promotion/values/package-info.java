/** Changes named scalars in a values file and nothing else. */
@NullMarked
package io.openluffy.promotion.values;

import org.jspecify.annotations.NullMarked;
