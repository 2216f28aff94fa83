/** How a service's process is started, and ended when it cannot go on. */
@NullMarked
package io.septet.kit.run;

import org.jspecify.annotations.NullMarked;
