/**
 * analytics-service: readings of what was published, kept for good, and the reports made of them.
 *
 * <p>{@code tracked} knows what is out there, {@code reading} asks for its numbers, {@code report}
 * answers members. The arrows between them go back to {@code tracked} only.
 */
@NullMarked
package io.septet.analytics;

import org.jspecify.annotations.NullMarked;
