/** The desired side: which objects an application wants, and how they are marked as its own. */
@NullMarked
package io.openluffy.application.target;

import org.jspecify.annotations.NullMarked;
