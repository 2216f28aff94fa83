/** Triggers, calendars and job data as the JSON in which they are stored. */
@NullMarked
package io.septet.quartz.json;

import org.jspecify.annotations.NullMarked;
