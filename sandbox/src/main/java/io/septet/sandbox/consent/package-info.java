/** Consent pages and the codes that come of them, in the part that all platforms share. */
@NullMarked
package io.septet.sandbox.consent;

import org.jspecify.annotations.NullMarked;
