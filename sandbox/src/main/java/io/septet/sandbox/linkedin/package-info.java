/** LinkedIn's versioned REST API, as far as posting for an organisation needs it. */
@NullMarked
package io.septet.sandbox.linkedin;

import org.jspecify.annotations.NullMarked;
