/** The shape of one HTTP exchange, so that rooms can answer HTTP without knowing the web server. */
@NullMarked
package io.openluffy.kernel.web;

import org.jspecify.annotations.NullMarked;
