/** Many short lives of the whole project, each from one seed. */
@NullMarked
package io.openluffy.server.simulation;

import org.jspecify.annotations.NullMarked;
