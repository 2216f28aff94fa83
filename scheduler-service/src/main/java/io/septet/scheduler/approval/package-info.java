/** Who has to say yes before a post goes out: the stages of a workspace, and what was said. */
@NullMarked
package io.septet.scheduler.approval;

import org.jspecify.annotations.NullMarked;
