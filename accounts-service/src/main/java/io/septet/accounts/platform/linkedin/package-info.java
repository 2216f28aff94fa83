/** LinkedIn, organisations and members, through its versioned REST API. */
@NullMarked
package io.septet.accounts.platform.linkedin;

import org.jspecify.annotations.NullMarked;
