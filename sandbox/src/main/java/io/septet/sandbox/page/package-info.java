/** What a person sees: the index with the fault panel, a page per feed, a page per post. */
@NullMarked
package io.septet.sandbox.page;

import org.jspecify.annotations.NullMarked;
