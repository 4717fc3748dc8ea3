/** A push becomes a release: pipelines, environments, projects, releases. */
@NullMarked
package io.openluffy.release;

import org.jspecify.annotations.NullMarked;
