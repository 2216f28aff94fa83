/** Puts the store under the scheduler of a Spring Boot application. */
@NullMarked
package io.septet.quartz.boot;

import org.jspecify.annotations.NullMarked;
