/** What the API shows: records in the shapes of the OpenAPI document, made from the rooms' own. */
@NullMarked
package io.openluffy.server.view;

import org.jspecify.annotations.NullMarked;
