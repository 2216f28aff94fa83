/**
 * A report says how what was published in a period has done, by the latest reading of each
 * publication.
 *
 * <p>{@link io.septet.analytics.report.ReportController} reads the {@link
 * io.septet.analytics.report.Question}, {@link io.septet.analytics.report.Published} finds what it
 * is about, {@link io.septet.analytics.report.Overview} adds up and {@link
 * io.septet.analytics.report.PostsReport} lists. {@link io.septet.analytics.report.TableController}
 * answers the same as files.
 */
@NullMarked
package io.septet.analytics.report;

import org.jspecify.annotations.NullMarked;
