/**
 * Whole-system tests: the programs as a user starts them, asked only through their public doors.
 */
@NullMarked
package io.septet.acceptance;

import org.jspecify.annotations.NullMarked;
