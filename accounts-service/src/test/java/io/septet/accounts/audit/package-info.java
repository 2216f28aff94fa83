/** Tests of the audit log. */
@NullMarked
package io.septet.accounts.audit;

import org.jspecify.annotations.NullMarked;
