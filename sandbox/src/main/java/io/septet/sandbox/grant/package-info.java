/** The tokens that people's consent has given to apps, and who can consent. */
@NullMarked
package io.septet.sandbox.grant;

import org.jspecify.annotations.NullMarked;
