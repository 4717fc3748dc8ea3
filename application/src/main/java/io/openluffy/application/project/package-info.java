/** What an AppProject permits its applications. */
@NullMarked
package io.openluffy.application.project;

import org.jspecify.annotations.NullMarked;
