/**
 * The publishing contract under fire: two of each service that matters, killed again and again,
 * against platforms that misbehave; then the ledger of what really went public is compared with
 * what Septet says.
 */
@NullMarked
package io.septet.acceptance.faults;

import org.jspecify.annotations.NullMarked;
