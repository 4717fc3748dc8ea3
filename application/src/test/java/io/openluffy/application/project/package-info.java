/** Tests of what projects permit. */
@NullMarked
package io.openluffy.application.project;

import org.jspecify.annotations.NullMarked;
