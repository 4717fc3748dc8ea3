/** A push becomes a release: pipelines, triggers, image builds. */
@NullMarked
package io.openluffy.release;

import org.jspecify.annotations.NullMarked;
