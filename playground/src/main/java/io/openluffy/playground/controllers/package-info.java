/** The simulated controllers: what makes objects of the playground live. */
@NullMarked
package io.openluffy.playground.controllers;

import org.jspecify.annotations.NullMarked;
