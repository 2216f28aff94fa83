/** Numbers that a post has gathered, computed from its age alone. */
@NullMarked
package io.septet.sandbox.engagement;

import org.jspecify.annotations.NullMarked;
