/** Keeps the Application manifests of a project's repository applied. */
@NullMarked
package io.openluffy.promotion.manifest;

import org.jspecify.annotations.NullMarked;
