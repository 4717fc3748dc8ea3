/** Secrets are planted in every place that takes one, and looked for everywhere else. */
@NullMarked
package io.openluffy.server.canary;

import org.jspecify.annotations.NullMarked;
