/** Facebook Pages as the Graph API answers. */
@NullMarked
package io.septet.sandbox.facebook;

import org.jspecify.annotations.NullMarked;
