/** What differs between declared and live objects, and how that is shown. */
@NullMarked
package io.openluffy.application.diff;

import org.jspecify.annotations.NullMarked;
