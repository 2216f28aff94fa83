/**
 * Instagram, through the Graph API with Facebook's login: a professional account that is linked to
 * a page is posted to with the page's token.
 */
@NullMarked
package io.septet.accounts.platform.instagram;

import org.jspecify.annotations.NullMarked;
