/** The one HTTP port: routes, problems, streams, and the shape in which rooms answer. */
@NullMarked
package io.openluffy.server.web;

import org.jspecify.annotations.NullMarked;
