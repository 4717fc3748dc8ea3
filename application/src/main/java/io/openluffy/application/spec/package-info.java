/** What an Application's manifest says, read into records. */
@NullMarked
package io.openluffy.application.spec;

import org.jspecify.annotations.NullMarked;
