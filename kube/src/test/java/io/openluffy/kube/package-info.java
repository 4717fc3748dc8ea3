@NullMarked
package io.openluffy.kube;

import org.jspecify.annotations.NullMarked;
